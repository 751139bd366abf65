import type { Pack } from '../cache/index.js';
import type { FileIndex } from './file-index.js';
import { type Known, knownFrom } from './file-record.js';

/** What earlier runs found in the files of a tree. */
export interface KnownFiles {
  /** Nothing is known of a file that has another stamp now. */
  readonly get: (path: string, stamp: string) => Known | undefined;
  /** What the next run shall know. */
  readonly put: (index: FileIndex, stamp: string) => void;
}

/** The files that are in a pack, by their paths with their stamps. */
export function knownFiles(pack: Pack): KnownFiles {
  return {
    get: (path, stamp) => {
      const kept = pack.get(path);
      return kept?.startsWith(`${stamp} `) ? knownFrom(kept.slice(stamp.length + 1)) : undefined;
    },
    put: (index, stamp) => {
      const record = index.record();
      if (record !== undefined) pack.put(index.path, `${stamp} ${record}`);
    },
  };
}
