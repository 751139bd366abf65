import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { makeFolder } from '../text/index.js';
import { digestOf } from './digest.js';
import { type OpenPack, type Pack, packOf } from './pack.js';

/** What earlier runs left, and what this one leaves. */
export interface Cache {
  /** The pack `name` (lower case letters) of all that was worked out under `version`. */
  readonly pack: (name: string, version: string) => Pack;
  /** Writes the packs that changed. */
  readonly save: () => void;
  /** The same, as if nothing had been left: what is there is not read, and replaced. */
  readonly renewed: () => Cache;
  /** Does its folder lie in this one? A tree under review is not written to. */
  readonly isBelow: (folder: string) => boolean;
}

/** Keeps nothing. */
export const NO_CACHE: Cache = {
  pack: () => ({ get: () => undefined, put: () => {} }),
  save: () => {},
  renewed: () => NO_CACHE,
  isBelow: () => false,
};

/** Bytes of one pack, and of all together. */
const MOST_IN_PACK = 24 << 20;
const MOST_IN_ALL = 64 << 20;

/**
 * The cache in `folder`, which is made when something is written. Runs at the same time do not disturb each other: a
 * file is replaced as a whole, and of two that replace it the later one counts.
 */
export function openCache(folder: string): Cache {
  return cacheIn(folder, contentOf);
}

function cacheIn(folder: string, read: (file: string) => Buffer | undefined): Cache {
  const packs = new Map<string, OpenPack>();
  return {
    pack: (name, version) => {
      const file = join(folder, `${name}-${digestOf(version)}`);
      const known = packs.get(file) ?? packOf(() => read(file));
      packs.set(file, known);
      return known;
    },
    save: () => {
      const changed = [...packs].filter(([, pack]) => pack.isChanged());
      for (const [file, pack] of changed) replace(file, pack.bytes(MOST_IN_PACK));
      if (changed.length > 0) prune(folder);
    },
    renewed: () => cacheIn(folder, () => undefined),
    isBelow: (outer) => `${realpath(folder)}${sep}`.startsWith(`${realpath(outer)}${sep}`),
  };
}

function contentOf(file: string): Buffer | undefined {
  try {
    const stat = statSync(file);
    return stat.isFile() && stat.size <= 2 * MOST_IN_PACK ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/** A reader sees the old file or the new one. */
function replace(file: string, content: Buffer): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}${DRAFT}`;
  try {
    makeFolder(dirname(file), 0o700);
    writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch {
    remove(draft);
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Somebody who may do so will.
  }
}

const DRAFT = '.draft';
const OWN = /^[a-z]+-[0-9a-f]{32}(\.[0-9a-f]{12}\.draft)?$/;
/** No run takes this long: the draft is of one that was killed. */
const OLD_DRAFT_MS = 3_600_000;

/** Takes the packs away that were written longest ago, beyond what may be kept, and what killed runs left. */
function prune(folder: string): void {
  const files = filesIn(folder).sort((a, b) => b.time - a.time);
  let bytes = 0;
  for (const { file, size, time } of files) {
    bytes += size;
    const isLeft = file.endsWith(DRAFT) && Date.now() - time > OLD_DRAFT_MS;
    if (isLeft || bytes > MOST_IN_ALL) remove(file);
  }
}

function filesIn(folder: string): { readonly file: string; readonly size: number; readonly time: number }[] {
  try {
    return readdirSync(folder)
      .filter((name) => OWN.test(name))
      .flatMap((name) => {
        const file = join(folder, name);
        const stat = statSync(file, { throwIfNoEntry: false });
        return stat ? [{ file, size: stat.size, time: stat.mtimeMs }] : [];
      });
  } catch {
    return [];
  }
}

/** Of a folder that is not there yet: where it will be. */
function realpath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realpath(dirname(path)), path.slice(dirname(path).length));
  }
}
