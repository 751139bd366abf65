import { nearest, type Place } from '../text/index.js';
import type { Clause, Condition, Contract, Holder, Verb } from './contract.js';
import { type Count, ONE } from './count.js';
import { OwnershipError } from './ownership-error.js';
import { parseTerms } from './sentence-count.js';
import { type Token, unwrap, words } from './sentence-words.js';

/**
 * Reads a contract from the sentence language of rules/ownership:
 *
 *     signature   folio_put_refs(folio, refs)
 *     sentences   clause { ; clause }   |   nothing
 *     clause      verb object [to|from holder] [times count] { when test { and test } | unless test { or test } }
 *                 [since vX.Y] [before vX.Y]
 *     object      folio   *foliop   vmf.page   pages[]   result   mapped-folio
 *     test        true zero null error … (of the result)   result is 1   freeze is true   flags has FOLL_GET
 *
 * Clauses take effect in the order in which they are written. An object that is NULL is left alone. A parameter that
 * holds an address, a pfn or a fragment stands for the page it lies in.
 * @param where the place of the first character of `sentences`
 * @throws OwnershipError with one problem, at the word that was not understood
 */
export function parseContract(
  signature: string,
  sentences: string,
  where: Place,
  source: Contract['source'] = 'declared',
): Contract {
  const head = /^\s*(\w+)\(\s*(|\w+(?:\s*,\s*\w+)*)\s*\)\s*$/.exec(signature);
  if (!head) {
    const message = `expected a function with its parameter names, as in "folio_put(folio)", found "${signature.trim()}"`;
    throw new OwnershipError([{ place: { file: where.file, line: where.line }, message }]);
  }
  const params = head[2] === '' ? [] : head[2]!.split(/\s*,\s*/);
  const r: Reader = { words: words(sentences), next: 0, params, where };
  return { name: head[1]!, params: r.params, clauses: clauses(r), source, where };
}

interface Reader {
  readonly words: readonly Token[];
  next: number;
  readonly params: readonly string[];
  readonly where: Place;
}

function clauses(r: Reader): Clause[] {
  if (accept(r, 'nothing')) {
    if (peek(r) !== undefined) fail(r, 'the end of the sentence after "nothing"');
    return [];
  }
  const all: Clause[] = [];
  do all.push(clause(r));
  while (accept(r, ';'));
  if (peek(r) !== undefined) fail(r, '"times", "when", "unless", "and", "or", "since", "before" or ";"', CONNECTIVES);
  return all;
}

function clause(r: Reader): Clause {
  const word = take(r, 'a verb', VERBS);
  const object = objectPath(r);
  const { verb, holder } = HOLDER_VERBS.has(word) ? placing(r, word) : { verb: word as Verb, holder: lender(r, word) };
  const times = accept(r, 'times') ? count(r) : ONE;
  const conditions = [...conditionGroups(r)];
  const since = accept(r, 'since') ? version(r) : undefined;
  const before = accept(r, 'before') ? version(r) : undefined;
  return {
    verb,
    object,
    times,
    ...(holder && { holder }),
    conditions,
    ...(since && { since }),
    ...(before && { before }),
  };
}

/** The verbs that move a reference between the caller and another holder, by the preposition that may follow. */
const HOLDER_VERBS: ReadonlyMap<string, readonly string[]> = new Map([
  ['moves', ['to', 'from']],
  ['adds', ['to']],
  ['drops', ['from']],
]);

const PLAIN_VERBS = 'gets pins puts unpins freezes unfreezes sets frees returns borrows keeps ignores'.split(' ');
const VERBS = [...PLAIN_VERBS, ...HOLDER_VERBS.keys()];
const CONNECTIVES = ['times', 'when', 'unless', 'and', 'or', 'since', 'before'];

function placing(r: Reader, word: string): { verb: Verb; holder: Holder } {
  const prepositions = HOLDER_VERBS.get(word)!;
  const preposition = take(r, prepositions.map((p) => `"${p}"`).join(' or '), prepositions);
  const holder = take(r, `a holder (${HOLDERS.join(', ')})`, HOLDERS);
  return { verb: `${word}-${preposition}` as Verb, holder: holder as Holder };
}

/** What is borrowed from a holder is there as long as the lock is held under which it was found. */
function lender(r: Reader, word: string): Holder | undefined {
  if (word !== 'borrows' || !accept(r, 'from')) return undefined;
  return take(r, `a holder (${HOLDERS.join(', ')})`, HOLDERS) as Holder;
}

const HOLDERS: readonly Holder[] = [
  'caller',
  'page-cache',
  'swap-cache',
  'page-table',
  'private',
  'lru-batch',
  'isolation',
  'allocator',
  'structure',
  'callee',
];

function objectPath(r: Reader): string {
  const expected = 'a parameter, "result" or "mapped-folio"';
  const path = peek(r) ?? fail(r, expected);
  const base = /^\**(mapped-folio|\w+)(?:(?:->|\.)\w+|\[\])*$/.exec(path)?.[1];
  const known = [...r.params, 'result', 'mapped-folio'];
  if (base === undefined || !known.includes(base)) fail(r, expected, known, base ?? path);
  r.next++;
  return path;
}

function count(r: Reader): Count {
  const first = r.next;
  while (
    peek(r) !== undefined &&
    (r.next === first || !['when', 'unless', 'since', 'before', ';'].includes(peek(r)!))
  ) {
    r.next++;
  }
  const parsed = parseTerms(r.words.slice(first, r.next), r.params);
  if (parsed.kind === 'count') return parsed.count;
  r.next = first + parsed.at;
  return fail(r, 'a number, a parameter, "nr_pages" or "all"', [...r.params, 'nr_pages', 'all', 'result']);
}

function* conditionGroups(r: Reader): Generator<Condition> {
  for (;;) {
    const negated = peek(r) === 'unless';
    if (!accept(r, 'when') && !accept(r, 'unless')) return;
    do yield condition(r, negated);
    while (accept(r, negated ? 'or' : 'and'));
  }
}

function condition(r: Reader, negated: boolean): Condition {
  const relation = r.words[r.next + 1]?.text;
  if (relation !== 'is' && relation !== 'has') {
    const test = take(r, 'a test of the result or of an argument', RESULT_TESTS);
    return { on: 'result', test: test as (typeof RESULT_TESTS)[number], negated };
  }
  const name = argumentPath(r);
  r.next++;
  const value = unwrap(peek(r) ?? fail(r, 'a value'));
  r.next++;
  const isNumber = name === 'result' && relation === 'is' && /^-?\d+$/.test(value);
  if (isNumber) return { on: 'result', test: Number(value), negated };
  return { on: 'argument', name, relation, value, negated };
}

const RESULT_TESTS = [
  'true',
  'false',
  'zero',
  'nonzero',
  'null',
  'nonnull',
  'error',
  'negative',
  'positive',
  'valid',
] as const;

function argumentPath(r: Reader): string {
  const path = peek(r)!;
  const base = /^\**(\w+)(?:(?:->|\.)\w+|\[\])*$/.exec(path)?.[1];
  const known = [...r.params, 'result'];
  if (base === undefined || !known.includes(base)) fail(r, 'a parameter or "result"', known, base ?? path);
  r.next++;
  return path;
}

function version(r: Reader): string {
  const text = /^v(\d+\.\d+)$/.exec(peek(r) ?? '')?.[1] ?? fail(r, 'a kernel version like "v6.4"');
  r.next++;
  return text;
}

function peek(r: Reader): string | undefined {
  return r.words[r.next]?.text;
}

function accept(r: Reader, word: string): boolean {
  if (peek(r) !== word) return false;
  r.next++;
  return true;
}

function take(r: Reader, expected: string, candidates: readonly string[]): string {
  const word = peek(r);
  if (word === undefined || !candidates.includes(word)) return fail(r, expected, candidates);
  r.next++;
  return word;
}

function fail(r: Reader, expected: string, candidates: readonly string[] = [], said = peek(r)): never {
  const meant = said === undefined ? undefined : nearest(said, candidates);
  const found = said === undefined ? 'the end of the line' : `"${said}"`;
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
  const { file, line, column } = r.where;
  const last = r.words.at(-1);
  const offset = r.words[r.next]?.at ?? (last ? last.at + last.text.length : 0);
  const place = column === undefined ? { file, line } : { file, line, column: column + offset };
  throw new OwnershipError([{ place, message: `expected ${expected}, found ${found}${hint}` }]);
}
