import type { KernelTree } from '../tree/index.js';
import { type Definition, definitionsIn } from './definitions.js';

/**
 * Where functions that more than one file calls are defined, in the order in which they are looked for; each with all
 * that is below. Drivers and machines are left out: a tenth of the kernel's text is here.
 */
const FOLDERS = [
  'mm',
  'include/linux',
  'include/asm-generic',
  'include/net',
  'lib',
  'block',
  'fs',
  'kernel',
  'net/core',
];

/**
 * Finds the definitions that functions have in a tree, without knowing the files. Of several the one that the first
 * folder has counts, and there that which is not a stub, then a function before a macro.
 */
export async function locate(tree: KernelTree, names: readonly string[]): Promise<ReadonlyMap<string, Definition>> {
  const found = new Map<string, Definition>();
  for (const folder of FOLDERS) {
    const wanted = new Set(names.filter((name) => !found.has(name)));
    if (wanted.size === 0) break;
    const paths = await tree.list(folder);
    await tree.prefetch(paths);
    const all = paths.flatMap((path) => definitionsOf(path, tree.read(path) ?? '', wanted));
    for (const one of all) if (rank(one) < rank(found.get(one.name))) found.set(one.name, one);
  }
  return found;
}

/** The definition of a function in the file that has it. */
export function locateIn(tree: KernelTree, path: string, name: string): Definition | undefined {
  const all = definitionsOf(path, tree.read(path) ?? '', new Set([name]));
  return all.reduce<Definition | undefined>((best, one) => (rank(one) < rank(best) ? one : best), undefined);
}

function definitionsOf(path: string, text: string, wanted: ReadonlySet<string>): Definition[] {
  const isThere = wanted.size > FEW || [...wanted].some((name) => text.includes(`${name}(`));
  return isThere ? definitionsIn(path, text).filter(({ name }) => wanted.has(name)) : [];
}

/** Looking for so many names one by one costs more than indexing the file. */
const FEW = 8;

function rank(definition: Definition | undefined): number {
  if (definition === undefined) return 4;
  return (definition.isStub ? 2 : 0) + (definition.kind === 'macro' ? 1 : 0);
}
