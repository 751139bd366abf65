import {
  type Answer,
  type BlobName,
  listFiles,
  promisedFiles,
  type Refusal,
  type Repository,
  readBlobSync,
  readBlobs,
} from '../git/index.js';
import { decode } from './decode.js';
import { isCSource, isInnerPath, MOST_BYTES, TOO_LARGE } from './kernel-tree.js';
import { newLosses, type Unread, withoutStrange } from './unread.js';

/** The files of a commit, each read once, and what could not be read. */
export interface RevisionFiles {
  /** Reads files for `read`, and blobs by their ids for the caller, together. */
  load(paths: readonly string[], blobs?: readonly string[]): Promise<readonly (string | undefined)[]>;
  read(path: string): string | undefined;
  blob(id: string): string | undefined;
  stamp(path: string): string | undefined;
  /** The C files below a folder, or in it. */
  list(folder: string, reach: 'below' | 'direct'): Promise<readonly string[]>;
  unread(): readonly Unread[];
}

/** @param commit its full id; without one there are no files, but there are blobs */
export async function revisionFiles(repository: Repository, commit = ''): Promise<RevisionFiles> {
  const texts = new Map<string, string | undefined>();
  const stamps = new Map<string, string>();
  const listed = new Set<string>();
  const losses = newLosses();
  const promised = commit === '' ? new Set<string>() : await promisedFiles(repository, commit);
  const nameOf = (path: string): BlobName => ({ kind: 'file', commit, path });
  const textOf = (path: string, answer: Buffer | Refusal | undefined): string | undefined => {
    if (typeof answer === 'object') return decode(answer);
    if (answer === undefined && !listed.has(path)) return undefined;
    return losses.lose(path, answer === 'too large' ? TOO_LARGE : LACKING);
  };
  const isUnknown = (path: string): boolean => {
    if (promised.has(path)) texts.set(path, losses.lose(path, PROMISED));
    return commit !== '' && isInnerPath(path) && !texts.has(path);
  };
  const blobText = (id: string, answer: Buffer | Refusal | undefined): string | undefined => {
    if (typeof answer === 'object') return decode(answer);
    return answer === 'too large' ? losses.lose(`blob ${id}`, TOO_LARGE) : undefined;
  };
  return {
    load: async (paths, blobs = []) => {
      const fresh = [...new Set(paths)].filter(isUnknown);
      const names = [...fresh.map(nameOf), ...blobs.map((id): BlobName => ({ kind: 'blob', id }))];
      const answers = await readBlobs(repository, names, MOST_BYTES);
      for (const [i, path] of fresh.entries()) {
        const answer = answers[i];
        texts.set(path, textOf(path, bytesOf(answer)));
        if (typeof answer === 'object') stamps.set(path, answer.id);
      }
      return blobs.map((id, i) => blobText(id, bytesOf(answers[fresh.length + i])));
    },
    read: (path) => {
      if (isUnknown(path)) texts.set(path, textOf(path, readBlobSync(repository, nameOf(path), MOST_BYTES)));
      return texts.get(path);
    },
    blob: (id) => blobText(id, readBlobSync(repository, { kind: 'blob', id }, MOST_BYTES)),
    stamp: (path) => stamps.get(path),
    list: async (folder, reach) => {
      const all = (await listFiles(repository, commit, folder, reach)).filter(isCSource).sort();
      const files = withoutStrange(all, losses);
      for (const file of files) listed.add(file);
      return files;
    },
    unread: losses.all,
  };
}

const PROMISED = 'this partial clone has left its blob at the remote';
const LACKING = 'the repository lacks its blob';

function bytesOf(answer: Answer): Buffer | Refusal | undefined {
  return typeof answer === 'object' ? answer.bytes : answer;
}
