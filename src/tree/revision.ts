import { type BlobName, listFiles, type Repository, readBlobSync, readBlobs } from '../git/index.js';
import { decode } from './decode.js';
import { isCSource, isInnerPath, type KernelTree, kernelVersion } from './kernel-tree.js';

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
  const texts = new Map<string, string | undefined>();
  const stamps = new Map<string, string>();
  const wantedIds = new Set(wanted.blobs);
  const ids = [...wantedIds].slice(0, MOST_BLOBS);
  const nameOf = (path: string): BlobName => ({ kind: 'file', commit: commit ?? '', path });
  const load = async (paths: readonly string[], blobs: readonly string[]): Promise<readonly (string | undefined)[]> => {
    const fresh = [...new Set(paths)].filter((path) => commit !== undefined && isInnerPath(path) && !texts.has(path));
    const names = [...fresh.map(nameOf), ...blobs.map((id): BlobName => ({ kind: 'blob', id }))];
    const answers = await readBlobs(repository, names);
    const contents = answers.map((blob) => blob && decode(blob.bytes));
    for (const [index, path] of fresh.entries()) {
      texts.set(path, contents[index]);
      const id = answers[index]?.id;
      if (id !== undefined) stamps.set(path, id);
    }
    return contents.slice(fresh.length);
  };
  const readNow = (name: BlobName): string | undefined => {
    const bytes = readBlobSync(repository, name);
    return bytes && decode(bytes);
  };
  const found = await load(['Makefile', ...wanted.paths], ids);
  const byId = new Map(ids.map((id, index) => [id, found[index]]));
  const read = (path: string): string | undefined => {
    if (commit === undefined || !isInnerPath(path)) return undefined;
    if (!texts.has(path)) texts.set(path, readNow(nameOf(path)));
    return texts.get(path);
  };
  const version = kernelVersion(texts.get('Makefile'));
  return {
    kind: 'git',
    place: repository.topLevel ?? repository.gitDir,
    ...(version ? { version } : {}),
    prefetch: async (paths) => void (await load(paths, [])),
    read,
    stamp: (path) => stamps.get(path),
    exists: (path) => read(path) !== undefined,
    list: async (folder) => {
      if (commit === undefined || (folder !== '' && !isInnerPath(folder))) return [];
      return (await listFiles(repository, commit, folder)).filter(isCSource).sort();
    },
    entries: async (folder) => {
      if (commit === undefined || !isInnerPath(folder)) return [];
      return (await listFiles(repository, commit, folder, 'direct')).filter(isCSource).sort();
    },
    blob: (id) => (byId.has(id) || !wantedIds.has(id) ? byId.get(id) : readNow({ kind: 'blob', id })),
  };
}
