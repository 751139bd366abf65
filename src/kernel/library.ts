import type { KernelTree } from '../tree/index.js';
import { type Definition, definitionsIn } from './definitions.js';
import { type Memory, newMemory } from './memory.js';

/** What a file can call: the definitions that a name may mean there. */
export interface Scope {
  /** The path of the file whose view this is. */
  readonly path: string;
  readonly find: (name: string) => Definition | undefined;
}

/** The functions of one state of a kernel tree, looked up by name as the linker and the preprocessor would. */
export interface Library {
  readonly scope: (path: string) => Scope;
  /** The same after a patch to the files at `paths`; what is known of the others is shared. */
  readonly after: (tree: KernelTree, paths: readonly string[]) => Library;
  /** What was worked out of its functions. */
  readonly memory: Memory;
}

/** Without a tree nothing is found. */
export function emptyLibrary(): Library {
  const library: Library = {
    scope: (path) => ({ path, find: () => undefined }),
    after: () => library,
    memory: newMemory(),
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
export async function openLibrary(tree: KernelTree, paths: readonly string[]): Promise<Library> {
  if (tree.kind === 'none' || paths.length === 0) return emptyLibrary();
  const folders = new Map<string, readonly string[]>();
  const wanted = new Set([...paths.map(folderOf), ...paths.map((path) => folderOf(folderOf(path))), ...SHARED_FOLDERS]);
  for (const folder of wanted) folders.set(folder, await sourcesIn(tree, folder));
  await tree.prefetch([...folders.values()].flat());
  await prefetchHeaders(tree, [...paths, ...[...folders.values()].flat()]);
  return libraryOf(tree, {
    folders,
    files: new Map(),
    includes: new WeakMap(),
    closures: new WeakMap(),
    exports: new Map(),
    memory: newMemory(),
  });
}

/** What outlives a patch. */
interface Shelf {
  /** The C files by folder. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
  /** By path; a file that a patch changed has one index for each text. */
  readonly files: Map<string, FileIndex[]>;
  /** The headers that a text includes itself, and all that come with them. */
  readonly includes: WeakMap<FileIndex, readonly FileIndex[]>;
  readonly closures: WeakMap<FileIndex, readonly FileIndex[]>;
  /** What the C files of a folder export. */
  readonly exports: Map<string, ReadonlyMap<string, Definition>>;
  readonly memory: Memory;
}

/** One text of one file. */
interface FileIndex {
  readonly text: string;
  readonly path: string;
  readonly byName: () => ReadonlyMap<string, Definition>;
  readonly includes: () => readonly string[];
}

function libraryOf(tree: KernelTree, shelf: Shelf): Library {
  const scopes = new Map<string, Scope>();
  const indexOf = (path: string) => fileIndex(tree, shelf, path);
  const included = (index: FileIndex): readonly FileIndex[] => {
    const known = shelf.includes.get(index) ?? index.includes().flatMap((path) => indexOf(path) ?? []);
    shelf.includes.set(index, known);
    return known;
  };
  const includedBy = (path: string): readonly FileIndex[] => {
    const index = indexOf(path);
    if (!index) return [];
    const known = shelf.closures.get(index) ?? closure(index, included);
    shelf.closures.set(index, known);
    return known;
  };
  const exported = (folder: string): ReadonlyMap<string, Definition> => {
    const known = shelf.exports.get(folder) ?? exportedBy((shelf.folders.get(folder) ?? []).map(indexOf));
    shelf.exports.set(folder, known);
    return known;
  };
  const scopeOf = (path: string): Scope => {
    const known = scopes.get(path) ?? { path, find: finder(path, { indexOf, includedBy, exported }) };
    scopes.set(path, known);
    return known;
  };
  const after = (next: KernelTree, paths: readonly string[]) => libraryOf(next, withoutChanged(shelf, paths));
  return { scope: scopeOf, after, memory: shelf.memory };
}

function withoutChanged(shelf: Shelf, paths: readonly string[]): Shelf {
  const changed = new Set(paths.map(folderOf));
  const exports = new Map([...shelf.exports].filter(([folder]) => !changed.has(folder)));
  const { includes, closures } = paths.some(isHeader) ? { includes: new WeakMap(), closures: new WeakMap() } : shelf;
  return { ...shelf, folders: withFiles(shelf.folders, paths), exports, includes, closures };
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

interface Places {
  readonly indexOf: (path: string) => FileIndex | undefined;
  readonly includedBy: (path: string) => readonly FileIndex[];
  readonly exported: (folder: string) => ReadonlyMap<string, Definition>;
}

/**
 * The file itself, then its headers, then the C files around it. A stub in a header is for kernels without the feature: a
 * definition in a C file is preferred to it.
 */
function finder(path: string, { indexOf, includedBy, exported }: Places): Scope['find'] {
  const folders = [...new Set([folderOf(path), folderOf(folderOf(path)), ...SHARED_FOLDERS])];
  const outside = (name: string) => first(folders, (folder) => exported(folder).get(name));
  const known = new Map<string, Definition | undefined>();
  const search = (name: string): Definition | undefined => {
    const own = indexOf(path)?.byName().get(name);
    if (own) return own;
    const inHeader = first(includedBy(path), (header) => header.byName().get(name));
    return inHeader && !inHeader.isStub() ? inHeader : (outside(name) ?? inHeader);
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
  const text = tree.read(path);
  if (text === undefined) return undefined;
  const indexes = shelf.files.get(path) ?? [];
  shelf.files.set(path, indexes);
  const known = indexes.find((index) => index.text === text);
  if (known) return known;
  const fresh = indexText(path, text);
  indexes.push(fresh);
  return fresh;
}

function indexText(path: string, text: string): FileIndex {
  let byName: Map<string, Definition> | undefined;
  let includes: readonly string[] | undefined;
  return {
    text,
    path,
    byName: () => {
      byName ??= firstByName(definitionsIn(path, text));
      return byName;
    },
    includes: () => {
      includes ??= includesIn(path, text);
      return includes;
    },
  };
}

/** Of alternatives under `#ifdef` and `#else` the one that is no stub has the option on. */
function firstByName(all: readonly Definition[]): Map<string, Definition> {
  const byName = new Map<string, Definition>();
  for (const definition of all) {
    const known = byName.get(definition.name);
    if (!known || (known.isStub() && !definition.isStub())) byName.set(definition.name, definition);
  }
  return byName;
}

function exportedBy(files: readonly (FileIndex | undefined)[]): ReadonlyMap<string, Definition> {
  const all = files.flatMap((file) => (file ? [...file.byName().values()] : []));
  return firstByName(all.filter((definition) => !definition.static));
}

/** The headers that a file includes, nearest first; each header once. */
function closure(start: FileIndex, included: (index: FileIndex) => readonly FileIndex[]): readonly FileIndex[] {
  const seen = new Set([start]);
  for (const from of seen) for (const target of included(from)) seen.add(target);
  seen.delete(start);
  return [...seen];
}

const INCLUDE = /^[ \t]*#[ \t]*include[ \t]+(?:"([^"\n]+)"|<([^>\n]+)>)/gm;

/** Every path that the `#include` lines may mean. Of `asm/` the generic headers stand for all machines. */
function includesIn(path: string, text: string): readonly string[] {
  return [...text.matchAll(INCLUDE)].flatMap(([, quoted, angled = '']) => {
    const near = quoted === undefined ? [] : [normal(`${folderOf(path)}/${quoted}`)];
    const name = quoted ?? angled;
    const general = [`include/${name}`, `include/uapi/${name}`];
    return [...near, ...general, ...(name.startsWith('asm/') ? [`include/asm-generic/${name.slice(4)}`] : [])];
  });
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
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

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

async function sourcesIn(tree: KernelTree, folder: string): Promise<readonly string[]> {
  return folder === '' ? [] : (await tree.entries(folder)).filter((path) => path.endsWith('.c'));
}
