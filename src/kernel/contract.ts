import {
  type Agreement,
  agreement,
  type Clause,
  type Contract,
  clausesFor,
  clausesOf,
  type ListedName,
  type Ownership,
  summaryOf,
} from '../analysis/index.js';
import type { FunctionIR } from '../c/index.js';
import type { Place } from '../text/index.js';
import type { KernelTree } from '../tree/index.js';
import { type BodyEffect, effectOfBody, type Unread } from './body.js';
import type { Definition } from './definitions.js';
import { type Library, openLibrary } from './library.js';
import { locate, locateIn } from './locate.js';

/** What one function does to references, with the sources of it. */
export interface ContractTold {
  readonly name: string;
  /** The kernel that is spoken of; without one the newest that the rules know. */
  readonly version?: string;
  /** Without a tree those for other numbers of parameters, too. */
  readonly declared: readonly DeclaredContract[];
  readonly listed: readonly ListedName[];
  /** What the tree has of the function. */
  readonly body?: BodyTold;
  /** Where both were read. */
  readonly agreement?: Agreement;
}

/** A contract with the clauses that hold in one kernel. */
export interface DeclaredContract {
  readonly here: Contract;
  /** With the clauses for other kernels alone. */
  readonly elsewhere: Contract;
}

export type BodyTold =
  | {
      readonly kind: 'read';
      readonly contract: Contract;
      /** What happens on some paths that the conditions do not tell from others. */
      readonly sometimes: readonly Clause[];
      /** Parameters whose pointer is stored where others find it. */
      readonly keeps: readonly string[];
    }
  | { readonly kind: 'unread'; readonly where: Place; readonly because: Unread };

/** Where a question is answered from. */
export interface Source {
  readonly ownership: Ownership;
  readonly tree: KernelTree;
}

/**
 * Tells of one function what is declared and what its body does, which is looked for in the file at `path` if one is
 * given; undefined when neither the rules nor the tree know the name.
 */
export async function tellContract(
  name: string,
  path: string | undefined,
  { ownership, tree }: Source,
): Promise<ContractTold | undefined> {
  await tree.prefetch(path === undefined ? [] : [path]);
  const found = path === undefined ? (await locateAll(tree, [name])).get(name) : locateIn(tree, path, name);
  const library = await openLibrary(tree, found ? [found.path] : []);
  const told = tell(name, found, { ownership, tree, library });
  return told.declared.length + told.listed.length > 0 || found ? told : undefined;
}

/** The same of every function that has a contract and a body in the tree, in the order of the rules. */
export async function tellContracts({ ownership, tree }: Source): Promise<readonly ContractTold[]> {
  const names = [...new Set(ownership.contracts.map(({ name }) => name))];
  const found = await locateAll(tree, names);
  const library = await openLibrary(tree, [...new Set([...found.values()].map(({ path }) => path))]);
  return names.flatMap((name) => {
    const definition = found.get(name);
    return definition ? [tell(name, definition, { ownership, tree, library })] : [];
  });
}

/** The body of `folio_alloc` may be that of `folio_alloc_noprof` (include/linux/alloc_tag.h, since v6.10). */
async function locateAll(tree: KernelTree, names: readonly string[]): Promise<ReadonlyMap<string, Definition>> {
  const all = await locate(tree, [...names, ...names.map((name) => `${name}${NO_PROFILE}`)]);
  return new Map(
    names.flatMap((name) => {
      const found = all.get(`${name}${NO_PROFILE}`) ?? all.get(name);
      return found ? [[name, found] as const] : [];
    }),
  );
}

const NO_PROFILE = '_noprof';

type Means = Source & { readonly library: Library };

function tell(name: string, definition: Definition | undefined, { ownership, tree, library }: Means): ContractTold {
  const { version } = tree;
  const effect = definition && effectOfBody(definition, { ownership, version, library });
  const declared = contractsOf(name, effect, ownership).map((contract) => inKernel(contract, version));
  const body = effect && bodyTold(name, effect);
  const compared = effect?.kind === 'read' && declared[0] ? agreementOf(declared[0].here, effect) : undefined;
  return {
    name,
    ...(version === undefined ? {} : { version }),
    declared,
    listed: ownership.listed(name),
    ...(body && { body }),
    ...(compared && { agreement: compared }),
  };
}

/** The contract with as many parameters as the body has; where no body was read, all. */
function contractsOf(name: string, effect: BodyEffect | undefined, ownership: Ownership): readonly Contract[] {
  const plain = ownership.contract(name)?.name;
  const all = ownership.contracts.filter((contract) => contract.name === plain);
  return effect?.kind === 'read' ? all.filter(({ params }) => params.length === effect.fn.params.length) : all;
}

function inKernel(contract: Contract, version: string | undefined): DeclaredContract {
  const clauses = clausesFor(contract, version);
  const others = contract.clauses.filter((clause) => !clauses.includes(clause));
  return { here: { ...contract, clauses }, elsewhere: { ...contract, clauses: others } };
}

function bodyTold(name: string, effect: BodyEffect): BodyTold {
  if (effect.kind === 'unread') return effect;
  const { fn, summary, where } = effect;
  const { params, keeps } = summary;
  const { always, sometimes } = clausesOf(summary, { returnType: fn.returnType, params: typesOf(fn) });
  return { kind: 'read', contract: { name, params, clauses: always, source: 'inferred', where }, sometimes, keeps };
}

function typesOf({ params }: FunctionIR): Readonly<Record<string, string>> {
  return Object.fromEntries(params.map(({ name, type }) => [name, type]));
}

function agreementOf(here: Contract, { summary }: Extract<BodyEffect, { kind: 'read' }>): Agreement {
  return agreement(summaryOf(here, here.clauses), summary);
}
