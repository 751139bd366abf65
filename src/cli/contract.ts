import type { ContractTold } from '../kernel/index.js';
import { type Diagnostic, didYouMean, shippedFolder } from '../text/index.js';
import { UsageError } from './failure.js';

/** What `contract` was asked, with what was wrong with the tree. */
export interface Answer<T> {
  readonly told: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** The contract of `NAME`, or of `PATH:NAME` in the tree. Throws UsageError when nobody knows it. */
export async function contractOf(word: string, folder: string | undefined): Promise<Answer<ContractTold>> {
  const [, path, name] = /^(?:(.+):)?(\w+)$/.exec(word) ?? [];
  if (name === undefined) throw new UsageError(`${word}: not the name of a function`);
  const { source, diagnostics, unread } = await open(folder);
  const { tellContract } = await import('../kernel/index.js');
  const { tree, ownership } = source;
  if (path !== undefined && tree.kind === 'none')
    throw new UsageError(`${path}: there is no tree to find it in (--tree)`);
  if (path !== undefined && !tree.exists(path)) throw new UsageError(`${path}: not in the tree`);
  const told = await tellContract(name, path, source);
  if (told) return { told, diagnostics: [...diagnostics, ...unread()] };
  const known = [...ownership.contracts.map((contract) => contract.name)];
  const where =
    tree.kind === 'none' ? 'nothing is declared of it' : `neither declared nor found in ${path ?? 'the tree'}`;
  throw new UsageError(`${name}: ${where}${didYouMean(name, known)}`);
}

/** Every function with a contract and a body in the tree. Throws UsageError when there is no tree. */
export async function allContracts(folder: string | undefined): Promise<Answer<readonly ContractTold[]>> {
  const { source, diagnostics, unread } = await open(folder);
  const isMissing = source.tree.kind === 'none' && !diagnostics.some(({ level }) => level === 'error');
  if (isMissing) throw new UsageError('--disagreements compares with the bodies in a tree: name it with --tree');
  const { tellContracts } = await import('../kernel/index.js');
  const told = await tellContracts(source);
  return { told, diagnostics: [...diagnostics, ...unread()] };
}

async function open(folder: string | undefined) {
  const [{ openTree, unreadFiles }, { readOwnership }] = await Promise.all([
    import('../tree/index.js'),
    import('../analysis/index.js'),
  ]);
  const { tree, diagnostics } = await openTree(folder, { patches: [] });
  const unread = () => unreadFiles(tree.unread(), folder ?? '.', () => true);
  return { source: { tree, ownership: readOwnership(shippedFolder('rules/ownership')) }, diagnostics, unread };
}
