import type { Knowledge, Ownership } from '../analysis/index.js';
import type { FunctionIR } from '../c/index.js';
import { isCSource, type KernelTree } from '../tree/index.js';
import { emptyUnit } from './body.js';
import { parsed } from './callee.js';
import { type Definition, definitionsIn } from './definitions.js';
import { knowledgeOf } from './knowledge.js';
import type { Library } from './library.js';

/** A function whose callers are looked for. */
export interface Called {
  readonly name: string;
  readonly path: string;
  readonly static: boolean;
}

/** A function that calls another one, ready to be explored. */
export interface Caller {
  /** What it calls: the function's name, or `->member` for the member of a table that the function is in. */
  readonly as: string;
  readonly fn: FunctionIR;
  readonly line: (n: number) => string;
  readonly knowledge: Knowledge;
}

/** The callers that were found, nearest first. */
export interface Callers {
  readonly found: readonly Caller[];
  /** True when there may be more: the bound on callers or on files was reached. */
  readonly isCut: boolean;
}

/** Where callers are looked for. */
export interface CallerSource {
  readonly tree: KernelTree;
  readonly library: Library;
  readonly ownership: Ownership;
}

/** Files that are read in search of callers; fs/ has 2100 C files (6.12). */
const MOST_FILES = 4000;

/** Folders whose functions call into all others, after those around the function itself. */
const SHARED_FOLDERS = ['mm', 'fs', 'block', 'lib', 'kernel'];

/**
 * Finds the functions that call `called` in the tree as it is: in its own file, then in the folders around it, then in
 * those that everybody calls into. Drivers far away are not looked at. A function in a table of operations is called
 * by whoever calls that member.
 * @param most stop behind so many callers
 */
export async function callersOf(called: Called, source: CallerSource, most: number): Promise<Callers> {
  const { tree } = source;
  const members = membersIn(tree.read(called.path) ?? '', called.name);
  const seen = new Set<string>();
  const sites: Site[] = [];
  for (const ring of rings(called, members.length > 0, tree)) {
    const paths = (await ring()).filter((path) => !seen.has(path)).slice(0, MOST_FILES - seen.size);
    for (const path of paths) seen.add(path);
    await tree.prefetch(paths);
    for (const path of paths) sites.push(...sitesIn(path, tree.read(path) ?? '', called, members));
    if (sites.length > most || seen.size >= MOST_FILES) break;
  }
  const near = sites.slice(0, most);
  const library = await source.library.around(near.map(({ in: { path } }) => path));
  const found = near.map((site) => callerAt(site, { ...source, library })).filter((c) => c !== undefined);
  return { found, isCut: sites.length > most || seen.size >= MOST_FILES };
}

/** The members of tables that a function is put into: `.check_write_begin = ceph_netfs_check_write_begin,`. */
function membersIn(text: string, name: string): string[] {
  const found = text.matchAll(new RegExp(`\\.(\\w+)\\s*=\\s*&?${name}\\s*[,}]`, 'g'));
  return [...new Set([...found].map(([, member = '']) => member))];
}

interface Site {
  readonly as: string;
  readonly in: Definition;
}

type Ring = () => Promise<readonly string[]>;

/** Files in the order in which callers are looked for; a static function is called in its own file only. */
function rings({ path, static: isStatic }: Called, isInTable: boolean, tree: KernelTree): Ring[] {
  const own: Ring = async () => [path];
  if (isStatic && !isInTable && path.endsWith('.c')) return [own];
  const folder = folderOf(path);
  const around = [folder, folderOf(folder), ...SHARED_FOLDERS].filter((name) => name !== '');
  const below = around.map(
    (name): Ring =>
      async () =>
        (await tree.list(name)).filter(isCSource),
  );
  return [own, () => tree.entries(folder), ...below];
}

function sitesIn(path: string, text: string, called: Called, members: readonly string[]): Site[] {
  const { name } = called;
  const isReached = path === called.path || !called.static || called.path.endsWith('.h');
  const spelled = [...(isReached && text.includes(name) ? [name] : []), ...members.map((member) => `->${member}`)];
  const wanted = spelled.filter((as) => text.includes(as));
  if (wanted.length === 0) return [];
  const functions = definitionsIn(path, text).filter((one) => one.kind === 'function' && one.name !== name);
  return functions.flatMap((one) => wanted.filter((as) => calls(one, as)).map((as) => ({ as, in: one })));
}

function calls(one: Definition, as: string): boolean {
  return as.startsWith('->') ? one.text().includes(`${as}(`) : one.read().calls.has(as);
}

function callerAt({ as, in: site }: Site, { tree, library, ownership }: CallerSource): Caller | undefined {
  const { name, path, line } = site;
  const body = parsed(name, path, site.text(), line);
  const knowledge = knowledgeOf({ ownership, version: tree.version, unit: emptyUnit(path), library });
  return body && { ...body, as, knowledge };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
