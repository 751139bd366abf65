import { nearest, type Place } from '../text/index.js';
import type { Contract } from './contract.js';
import { OwnershipError, type OwnershipProblem } from './ownership-error.js';
import { parseContract } from './sentence.js';

/** What a function whose name stands in a list does with a page; the lists of rules/ownership. */
export type NameClass = (typeof LISTS)[number];

/** A name, or a beginning of names when it ends in `*`. */
export interface ListedName {
  readonly pattern: string;
  readonly in: NameClass;
  readonly where: Place;
}

/** The contents of one ownership file, and what is wrong in it. */
export interface OwnershipFile {
  readonly contracts: readonly Contract[];
  readonly names: readonly ListedName[];
  readonly problems: readonly OwnershipProblem[];
}

const LISTS = [
  'harmless',
  'names-only',
  'pure',
  'keeps-pointer',
  'dereferences',
  'addresses',
  'speculative',
  'unlocks',
] as const;

/**
 * Reads an ownership file: YAML of the plainest kind, one entry a line, comments behind `#`.
 *
 *     folio_put(folio): puts folio
 *     harmless:
 *       - folio_lock folio_unlock folio_wait_*
 *
 * It is read line by line, because the yaml package takes 100 ms for these files and a command has 1.5 s in all; a
 * test holds that both read the same.
 * @param file the name for places
 */
export function readOwnershipFile(text: string, file: string): OwnershipFile {
  const contracts: Contract[] = [];
  const names: ListedName[] = [];
  const problems: OwnershipProblem[] = [];
  let list: NameClass | undefined;
  text.split('\n').forEach((raw, i) => {
    const where = { file, line: i + 1 };
    try {
      const line = lineOf(raw, where, list);
      if (line.kind === 'list') list = line.list;
      else if (line.kind === 'names') names.push(...line.names);
      else if (line.kind === 'contract') contracts.push(line.contract);
    } catch (error) {
      if (!(error instanceof OwnershipError)) throw error;
      problems.push(...error.problems);
    }
  });
  return { contracts, names, problems };
}

type Line =
  | { readonly kind: 'blank' }
  | { readonly kind: 'list'; readonly list: NameClass }
  | { readonly kind: 'names'; readonly names: readonly ListedName[] }
  | { readonly kind: 'contract'; readonly contract: Contract };

function lineOf(raw: string, where: Place, list: NameClass | undefined): Line {
  const text = raw.replace(/(^|\s)#.*$/, '').trimEnd();
  if (text.trim() === '') return { kind: 'blank' };
  const item = /^\s*-\s+(.*)$/.exec(text);
  if (item) return { kind: 'names', names: namesOf(item[1]!, where, list) };
  const entry = /^(\S.*?):(?:\s+(.*))?$/.exec(text);
  if (!entry) throw wrong(where, 'expected "FUNCTION(PARAMETERS): SENTENCES", a list of names, or a comment');
  const [, key = '', value] = entry;
  if (value === undefined) return { kind: 'list', list: listOf(key, where) };
  const column = text.length - value.length + 1;
  return { kind: 'contract', contract: parseContract(key, value, { ...where, column }) };
}

function namesOf(text: string, where: Place, list: NameClass | undefined): ListedName[] {
  if (list === undefined) throw wrong(where, `expected one of the lists (${LISTS.join(', ')}) above these names`);
  return text.split(/\s+/).map((pattern) => {
    if (/^\w+\*?$/.test(pattern)) return { pattern, in: list, where };
    throw wrong(where, `expected a function name, or its beginning and "*", found "${pattern}"`);
  });
}

function listOf(key: string, where: Place): NameClass {
  const list = LISTS.find((l) => l === key);
  if (list !== undefined) return list;
  const meant = nearest(key, LISTS);
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
  throw wrong(
    where,
    `expected sentences behind the ":", or one of the lists ${LISTS.join(', ')}, found "${key}"${hint}`,
  );
}

function wrong(place: Place, message: string): OwnershipError {
  return new OwnershipError([{ place, message }]);
}
