import { type Cache, digestOf, NO_CACHE } from '../cache/index.js';
import type { KernelTree } from '../tree/index.js';
import type { Definition } from './definitions.js';
import { type FileIndex, indexOf } from './file-index.js';
import { folderOf, includesIn } from './includes.js';
import { type KnownFiles, knownFiles } from './known-files.js';
import { type Memory, newMemory } from './memory.js';
import { exportsOf } from './outline-table.js';
import { type Redefinition, redefinedIn } from './redefinition.js';

/** What a file can call: the definitions that a name may mean there. */
export interface Scope {
  /** The path of the file whose view this is. */
  readonly path: string;
  readonly find: (name: string) => Definition | undefined;
}

/** The functions of one state of a kernel tree, looked up by name as the linker and the preprocessor would. */
export interface Library {
  readonly scope: (path: string) => Scope;
  /**
   * The same after a patch to the files at `paths`; what is known of the others is shared.
   * @param lacking functions that miss a hunk of the patch: what they do now is not known
   */
  readonly after: (tree: KernelTree, paths: readonly string[], lacking?: readonly string[]) => Library;
  /** The same for callers in the files at `paths`, which may lie in folders that were not read yet. */
  readonly around: (paths: readonly string[]) => Promise<Library>;
  /** How the patches before this state changed the function of this name: what is declared of it may be about another one. */
  readonly change: (name: string) => Redefinition | undefined;
  /** Are there patches before this state? */
  readonly isPatched: boolean;
  /** What was worked out of its functions. */
  readonly memory: Memory;
  /** The files that were looked for until now, in this state of the tree or another. */
  readonly consulted: () => readonly string[];
  /** Names what these files are in this state, and which files there are beside them. */
  readonly fingerprint: (paths: readonly string[]) => string;
  readonly keeping: Keeping;
  /** Leaves what was learned to the next run. */
  readonly keep: () => void;
}

/** What outlives a run. */
export interface Keeping {
  readonly cache: Cache;
  /** Names this program and its rules: under others, other things are found. */
  readonly version: string;
}

/** Without a tree nothing is found. */
export function emptyLibrary(): Library {
  const library: Library = {
    scope: (path) => ({ path, find: () => undefined }),
    after: () => library,
    around: async () => library,
    change: () => undefined,
    isPatched: false,
    memory: newMemory(),
    consulted: () => [],
    fingerprint: () => '',
    keeping: NOTHING_KEPT,
    keep: () => {},
  };
  return library;
}

/** Where functions that the memory management and file systems share are defined. */
const SHARED_FOLDERS = ['mm', 'fs', 'fs/iomap', 'fs/netfs', 'block', 'lib'];

/** Includes of includes are followed this deep; mm.h reaches nearly all of its closure in eight steps. */
const MOST_ROUNDS = 24;

/**
 * Reads what the files at `paths` can call: the headers that they include, the C files of their own folders, and those
 * of the folders that everybody calls into. Files are indexed when a name is first looked for there.
 */
export async function openLibrary(
  tree: KernelTree,
  paths: readonly string[],
  keeping: Keeping = NOTHING_KEPT,
): Promise<Library> {
  const { cache, version } = keeping;
  if (tree.kind === 'none' || paths.length === 0) return emptyLibrary();
  return libraryOf(tree, {
    origin: tree,
    changed: [],
    lacking: [],
    folders: await readFolders(tree, paths, new Map()),
    keeping,
    known: knownFiles(cache.pack('files', digestOf(version, tree.kind, tree.place ?? ''))),
    files: new Map(),
    stamps: new Map(),
    includes: new WeakMap(),
    closures: new WeakMap(),
    exports: new Map(),
    memory: newMemory(cache.pack('summaries', digestOf(version, tree.version ?? ''))),
  });
}

const NOTHING_KEPT: Keeping = { cache: NO_CACHE, version: '' };

/** The folders around `paths` besides those that are `known`, with everything that their files include at hand. */
async function readFolders(
  tree: KernelTree,
  paths: readonly string[],
  known: Shelf['folders'],
): Promise<Shelf['folders']> {
  const folders = new Map<string, readonly string[]>();
  const wanted = new Set([...paths.map(folderOf), ...paths.map((path) => folderOf(folderOf(path))), ...SHARED_FOLDERS]);
  for (const folder of wanted) if (!known.has(folder)) folders.set(folder, await sourcesIn(tree, folder));
  const files = [...folders.values()].flat();
  await tree.prefetch(files);
  if (files.length > 0) await prefetchHeaders(tree, [...paths, ...files]);
  return new Map([...known, ...folders]);
}

/** What outlives a patch. */
interface Shelf {
  /** The tree before all patches, and the files that these changed. */
  readonly origin: KernelTree;
  readonly changed: readonly string[];
  readonly lacking: readonly string[];
  /** The C files by folder. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
  readonly keeping: Keeping;
  readonly known: KnownFiles;
  /** By path, then by stamp or text: a file that a patch changed has one index for each text. */
  readonly files: Map<string, Map<string, FileIndex>>;
  readonly stamps: Map<FileIndex, string>;
  /** The headers that a text includes itself, and all that come with them. */
  readonly includes: WeakMap<FileIndex, readonly FileIndex[]>;
  readonly closures: WeakMap<FileIndex, readonly FileIndex[]>;
  /** What the C files of a folder export. */
  readonly exports: Map<string, Exports>;
  readonly memory: Memory;
}

function libraryOf(tree: KernelTree, shelf: Shelf): Library {
  const scopes = new Map<string, Scope>();
  const indexAt = (path: string) => fileIndex(tree, shelf, path);
  const included = (index: FileIndex): readonly FileIndex[] => {
    const known = shelf.includes.get(index) ?? index.includes().flatMap((path) => indexAt(path) ?? []);
    shelf.includes.set(index, known);
    return known;
  };
  const includedBy = (path: string): readonly FileIndex[] => {
    const index = indexAt(path);
    if (!index) return [];
    const known = shelf.closures.get(index) ?? closure(index, included);
    shelf.closures.set(index, known);
    return known;
  };
  const exported = (folder: string): Exports => {
    const known = shelf.exports.get(folder) ?? exportedBy((shelf.folders.get(folder) ?? []).map(indexAt));
    shelf.exports.set(folder, known);
    return known;
  };
  const scopeOf = (path: string): Scope => {
    const known = scopes.get(path) ?? { path, find: finder(path, { indexAt, includedBy, exported }) };
    scopes.set(path, known);
    return known;
  };
  let redefined: ReadonlyMap<string, Redefinition> | undefined;
  const change = (name: string) => {
    redefined ??= redefinedIn(shelf.changed, shelf.origin, tree, shelf.lacking);
    return redefined.get(name);
  };
  const after: Library['after'] = (next, paths, lacking = []) =>
    libraryOf(next, { ...withoutChanged(shelf, paths), lacking: [...shelf.lacking, ...lacking] });
  const keep = () => {
    for (const [index, stamp] of shelf.stamps) shelf.known.put(index, stamp);
    shelf.keeping.cache.save();
  };
  const { keeping, memory } = shelf;
  const consulted = () => [...shelf.files.keys()];
  const fingerprint = (paths: readonly string[]) =>
    digestOf(JSON.stringify([[...shelf.folders], shelf.lacking]), ...paths.map((path) => keyOf(tree, path) ?? ''));
  const around = async (paths: readonly string[]) =>
    libraryOf(tree, { ...shelf, folders: await readFolders(tree, paths, shelf.folders) });
  return {
    scope: scopeOf,
    after,
    around,
    change,
    isPatched: shelf.changed.length > 0,
    memory,
    consulted,
    fingerprint,
    keeping,
    keep,
  };
}

function withoutChanged(shelf: Shelf, paths: readonly string[]): Shelf {
  const changed = new Set(paths.map(folderOf));
  const exports = new Map([...shelf.exports].filter(([folder]) => !changed.has(folder)));
  const { includes, closures } = paths.some(isHeader) ? { includes: new WeakMap(), closures: new WeakMap() } : shelf;
  const all = [...new Set([...shelf.changed, ...paths])];
  return { ...shelf, changed: all, folders: withFiles(shelf.folders, paths), exports, includes, closures };
}

/** The C files among `paths` as well; those that are gone have no text and do no harm. */
function withFiles(folders: Shelf['folders'], paths: readonly string[]): Shelf['folders'] {
  const sources = paths.filter((path) => path.endsWith('.c'));
  return new Map(
    [...folders].map(([folder, files]) => [
      folder,
      [...new Set([...files, ...sources.filter((path) => folderOf(path) === folder)])],
    ]),
  );
}

type Exports = ReadonlyMap<string, FileIndex>;

interface Places {
  readonly indexAt: (path: string) => FileIndex | undefined;
  readonly includedBy: (path: string) => readonly FileIndex[];
  readonly exported: (folder: string) => Exports;
}

/**
 * The file itself, then its headers, then the C files around it. A stub in a header is for kernels without the feature: a
 * definition in a C file is preferred to it.
 */
function finder(path: string, { indexAt, includedBy, exported }: Places): Scope['find'] {
  const folders = [...new Set([folderOf(path), folderOf(folderOf(path)), ...SHARED_FOLDERS])];
  const outside = (name: string) => first(folders, (folder) => exported(folder).get(name)?.find(name));
  const known = new Map<string, Definition | undefined>();
  const search = (name: string): Definition | undefined => {
    const own = indexAt(path)?.find(name);
    if (own) return own;
    const inHeader = first(includedBy(path), (header) => header.find(name));
    return inHeader && !inHeader.isStub ? inHeader : (outside(name) ?? inHeader);
  };
  return (name) => {
    if (!known.has(name)) known.set(name, search(name));
    return known.get(name);
  };
}

function first<T, R>(all: readonly T[], look: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = look(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fileIndex(tree: KernelTree, shelf: Shelf, path: string): FileIndex | undefined {
  const indexes = shelf.files.get(path) ?? new Map<string, FileIndex>();
  shelf.files.set(path, indexes);
  const stamp = tree.stamp(path);
  const key = keyOf(tree, path);
  if (key === undefined) return undefined;
  const known = indexes.get(key);
  if (known) return known;
  const fresh =
    stamp === undefined
      ? indexOf(path, () => key)
      : indexOf(path, () => tree.read(path) ?? '', shelf.known.get(path, stamp));
  if (stamp !== undefined) shelf.stamps.set(fresh, stamp);
  indexes.set(key, fresh);
  return fresh;
}

/** What a file is known by: equal keys, equal texts. */
function keyOf(tree: KernelTree, path: string): string | undefined {
  return tree.stamp(path) ?? tree.read(path);
}

/** The files that define what a folder exports, by name; one that has no more than a stub gives way to another. */
function exportedBy(files: readonly (FileIndex | undefined)[]): Exports {
  const byName = new Map<string, FileIndex>();
  const stubs = new Set<string>();
  for (const file of files) {
    for (const [name, isStub] of file ? exportsOf(file.table()) : []) {
      if (byName.has(name) && (isStub || !stubs.delete(name))) continue;
      byName.set(name, file!);
      if (isStub) stubs.add(name);
    }
  }
  return byName;
}

/** The headers that a file includes, nearest first; each header once. */
function closure(start: FileIndex, included: (index: FileIndex) => readonly FileIndex[]): readonly FileIndex[] {
  const seen = new Set([start]);
  for (const from of seen) for (const target of included(from)) seen.add(target);
  seen.delete(start);
  return [...seen];
}

/** A git tree answers for many paths at the cost of one: the headers are asked for in rounds, a step of includes each. */
async function prefetchHeaders(tree: KernelTree, from: readonly string[]): Promise<void> {
  if (tree.kind !== 'git') return;
  const seen = new Set(from);
  let round = [...from];
  for (let i = 0; i < MOST_ROUNDS && round.length > 0; i++) {
    const targets = round.flatMap((path) => includesIn(path, tree.read(path) ?? ''));
    round = [...new Set(targets)].filter((path) => !seen.has(path));
    for (const path of round) seen.add(path);
    await tree.prefetch(round);
  }
}

function isHeader(path: string): boolean {
  return path.endsWith('.h');
}

async function sourcesIn(tree: KernelTree, folder: string): Promise<readonly string[]> {
  return folder === '' ? [] : (await tree.entries(folder)).filter((path) => path.endsWith('.c'));
}
