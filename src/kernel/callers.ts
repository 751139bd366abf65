import type { Knowledge, Ownership } from '../analysis/index.js';
import type { FunctionIR } from '../c/index.js';
import { isCSource, type KernelTree } from '../tree/index.js';
import { emptyUnit } from './body.js';
import { viewOf } from './callee.js';
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
 * those that everybody calls into. Drivers far away are not looked at.
 * @param most stop behind so many callers
 */
export async function callersOf(called: Called, source: CallerSource, most: number): Promise<Callers> {
  const { tree } = source;
  const seen = new Set<string>();
  const sites: Definition[] = [];
  for (const ring of rings(called, tree)) {
    const paths = (await ring()).filter((path) => !seen.has(path)).slice(0, MOST_FILES - seen.size);
    for (const path of paths) seen.add(path);
    await tree.prefetch(paths);
    for (const path of paths) sites.push(...callSites(path, tree.read(path) ?? '', called));
    if (sites.length > most || seen.size >= MOST_FILES) break;
  }
  const near = sites.slice(0, most);
  const library = await source.library.around(near.map(({ path }) => path));
  const found = near.map((site) => callerAt(site, { ...source, library })).filter((c) => c !== undefined);
  return { found, isCut: sites.length > most || seen.size >= MOST_FILES };
}

type Ring = () => Promise<readonly string[]>;

/** Files in the order in which callers are looked for; a static function is called in its own file only. */
function rings({ path, static: isStatic }: Called, tree: KernelTree): Ring[] {
  const own: Ring = async () => [path];
  if (isStatic && path.endsWith('.c')) return [own];
  const folder = folderOf(path);
  const around = [folder, folderOf(folder), ...SHARED_FOLDERS].filter((name) => name !== '');
  const below = around.map(
    (name): Ring =>
      async () =>
        (await tree.list(name)).filter(isCSource),
  );
  return [own, () => tree.entries(folder), ...below];
}

function callSites(path: string, text: string, { name }: Called): Definition[] {
  if (!text.includes(name)) return [];
  return definitionsIn(path, text).filter(
    (one) => one.kind === 'function' && one.name !== name && one.read().calls.has(name),
  );
}

function callerAt({ path, name, line }: Definition, { tree, library, ownership }: CallerSource): Caller | undefined {
  const unit = emptyUnit(path);
  const body = viewOf(unit, library).callee(name)?.body();
  // The view has one definition of a name; another one, of another configuration, is not this caller.
  if (body?.fn.first.line !== line) return undefined;
  return { ...body, knowledge: knowledgeOf({ ownership, version: tree.version, unit, library }) };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
