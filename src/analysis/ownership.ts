import { type TextFolder, textFolder } from '../text/index.js';
import type { Contract } from './contract.js';
import { OwnershipError, type OwnershipProblem } from './ownership-error.js';
import { type ListedName, type NameClass, type OwnershipFile, readOwnershipFile } from './ownership-file.js';

/** What is declared of the kernel's functions. */
export interface Ownership {
  /**
   * The contract of a function. Where kernels differ in the parameters, there is one contract for each number of
   * them: `argumentCount` selects it; without, and when none fits, the one with most parameters is taken.
   * `folio_alloc_noprof` has the contract of `folio_alloc` (the macro around it, since v6.10).
   */
  readonly contract: (name: string, argumentCount?: number) => Contract | undefined;
  /** Leaves the caller's references as they are; also true of pure functions and of those that use the name only. */
  readonly isHarmless: (name: string) => boolean;
  /** Uses the value of the pointer and never touches the page: safe after the last put. */
  readonly ignoresPage: (name: string) => boolean;
  /** Same answer until the page changes. */
  readonly isPure: (name: string) => boolean;
  /** Stores the pointer without a reference of its own: the caller's may travel with it. */
  readonly keepsPointer: (name: string) => boolean;
  /** Does a function stand in this list, or in one for a beginning of its name? */
  readonly isIn: (list: NameClass, name: string) => boolean;
  /** The lists of names that a function is in, each with the place that says so. */
  readonly listed: (name: string) => readonly ListedName[];
  /** Every contract, in the order of the files. */
  readonly contracts: readonly Contract[];
}

/** The same for a folder on disk. */
export function loadOwnership(directory: string): Ownership {
  return readOwnership(textFolder(directory));
}

/**
 * Reads all `*.yaml` files of `folder` (rules/ownership), in the order of their names.
 * @throws OwnershipError that lists every problem of every file with its line
 */
export function readOwnership(folder: TextFolder): Ownership {
  const files = yamlFiles(folder).map((name) => readOwnershipFile(folder.read(name), `${folder.path}/${name}`));
  const problems = files.flatMap((f) => f.problems);
  const contracts = contractTable(files, problems);
  const classify = classifier(
    files.flatMap((f) => f.names),
    (name) => contracts.has(name),
  );
  if (problems.length > 0) throw new OwnershipError(problems);
  const contract = (name: string, argumentCount?: number) => select(contracts.get(plainName(name)), argumentCount);
  return {
    contract,
    isHarmless: (name) => classify(name).some((l) => HARMLESS.has(l.in)) || contract(name)?.clauses.length === 0,
    ignoresPage: (name) => classify(name).some((l) => l.in === 'names-only'),
    isPure: (name) => classify(name).some((l) => l.in === 'pure'),
    keepsPointer: (name) => classify(name).some((l) => l.in === 'keeps-pointer'),
    isIn: (list, name) => classify(name).some((l) => l.in === list),
    listed: classify,
    contracts: files.flatMap((f) => f.contracts),
  };
}

const HARMLESS: ReadonlySet<NameClass> = new Set(['harmless', 'names-only', 'pure']);

function yamlFiles({ path, names }: TextFolder): string[] {
  try {
    return names().filter((name) => name.endsWith('.yaml'));
  } catch {
    throw new OwnershipError([{ place: { file: path, line: 1 }, message: 'cannot read this directory' }]);
  }
}

function contractTable(files: readonly OwnershipFile[], problems: OwnershipProblem[]): Map<string, Contract[]> {
  const table = new Map<string, Contract[]>();
  for (const c of files.flatMap((f) => f.contracts)) {
    const same = table.get(c.name);
    const twin = same?.find((other) => other.params.length === c.params.length);
    if (twin) {
      const first = `${twin.where.file}:${twin.where.line}`;
      problems.push({ place: c.where, message: `${c.name} with as many parameters stands in ${first} already` });
    } else if (same) same.push(c);
    else table.set(c.name, [c]);
  }
  return table;
}

function select(candidates: readonly Contract[] | undefined, argumentCount: number | undefined): Contract | undefined {
  if (candidates === undefined) return undefined;
  const fitting = candidates.find((c) => c.params.length === argumentCount);
  if (fitting) return fitting;
  const longest = candidates.reduce((a, b) => (b.params.length > a.params.length ? b : a));
  return argumentCount === undefined || isAboutResult(longest) ? longest : undefined;
}

/** What says something of the result alone does so whatever the parameters are in some kernel. */
function isAboutResult({ clauses }: Contract): boolean {
  return clauses.every(({ object, conditions }) => object === 'result' && conditions.every((c) => c.on === 'result'));
}

/** Memory allocation profiling (v6.10) made `f` a macro around the function `f_noprof` (include/linux/alloc_tag.h). */
function plainName(name: string): string {
  return name.endsWith('_noprof') ? name.slice(0, -'_noprof'.length) : name;
}

/**
 * The entries of the lists that a name is in: its own, else those of the longest beginning that fits. A declared
 * function belongs to no beginning: `folio_set_count` is not one of `folio_set_*`.
 */
function classifier(
  names: readonly ListedName[],
  isDeclared: (name: string) => boolean,
): (name: string) => readonly ListedName[] {
  const lists = new Map<string, ListedName[]>();
  for (const n of names) lists.set(n.pattern, [...(lists.get(n.pattern) ?? []), n]);
  const beginnings = [...lists.keys()].filter((p) => p.endsWith('*')).map((p) => p.slice(0, -1));
  beginnings.sort((a, b) => b.length - a.length);
  return (name) => {
    let found = lists.get(name);
    if (found === undefined) {
      const beginning = isDeclared(name) ? undefined : beginnings.find((b) => name.startsWith(b));
      found = beginning === undefined ? [] : lists.get(`${beginning}*`)!;
      lists.set(name, found);
    }
    return found;
  };
}
