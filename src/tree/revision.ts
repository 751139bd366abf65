import type { Repository } from '../git/index.js';
import { isInnerPath, type KernelTree, kernelVersion } from './kernel-tree.js';
import { revisionFiles } from './revision-files.js';

/** A series of thousands of commits would hold every version of every file: blobs beyond these are read singly. */
const MOST_BLOBS = 512;

/** What a git tree reads when it is opened, besides its Makefile. */
export interface Wanted {
  readonly paths: readonly string[];
  /** Blob ids of index lines, full or abbreviated. */
  readonly blobs: readonly string[];
}

/**
 * The tree of a commit (by its full id; without one the empty tree, on which a root commit stands), read from the
 * object database whatever is checked out. All that is wanted comes by one process.
 */
export async function revisionTree(
  repository: Repository,
  commit: string | undefined,
  wanted: Wanted,
): Promise<KernelTree> {
  const files = await revisionFiles(repository, commit);
  const wantedIds = new Set(wanted.blobs);
  const ids = [...wantedIds].slice(0, MOST_BLOBS);
  const found = await files.load(['Makefile', ...wanted.paths], ids);
  const byId = new Map(ids.map((id, index) => [id, found[index]]));
  const version = kernelVersion(files.read('Makefile'));
  return {
    kind: 'git',
    place: repository.topLevel ?? repository.gitDir,
    ...(version ? { version } : {}),
    prefetch: async (paths) => void (await files.load(paths)),
    read: files.read,
    stamp: files.stamp,
    exists: (path) => files.read(path) !== undefined,
    list: async (folder) => (folder === '' || isInnerPath(folder) ? files.list(folder, 'below') : []),
    entries: async (folder) => (isInnerPath(folder) ? files.list(folder, 'direct') : []),
    blob: (id) => (byId.has(id) || !wantedIds.has(id) ? byId.get(id) : files.blob(id)),
    unread: files.unread,
  };
}
