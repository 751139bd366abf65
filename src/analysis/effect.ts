import type { Call, Expr } from '../c/index.js';
import { type Deed, meet, perform } from './claim.js';
import type { Context } from './context.js';
import { addCounts, type Count, countOf, ONE, symbolicCount } from './count.js';
import { constantOf, POSITIVE, signsOf } from './facts.js';
import { holderOf, ownArray } from './gather.js';
import { guardBorrowed } from './guard.js';
import type { Effect, Summary } from './outcome.js';
import { type Located, locate, objectWithin } from './path.js';
import type { RefState, State } from './state.js';
import type { ObjectOrigin } from './trace.js';
import { objectOf, rootOf, symbol, type Value } from './value.js';

/** One call under way, with what is known of its callee. */
export interface Site {
  readonly ctx: Context;
  readonly c: Call;
  readonly args: readonly Value[];
  readonly summary: Summary;
  readonly result: Value;
  /** Which run of which call site this is; `12:10#2`. */
  readonly run: string;
}

/** Carries out one effect of an outcome on the object that it names, if the path knows or can name one. */
export function applyEffect(s: State, at: Site, e: Effect): void {
  if (e.verb === 'returns' || e.verb === 'ignores') return;
  const { ctx, c, summary } = at;
  const place = target(s, at, e);
  if (!place) return;
  if ((signsOf(s.facts, place.value) & POSITIVE) === 0 && !place.filled) return;
  const fresh =
    place.filled || e.object.startsWith('result') || (isTaken(e) && ownArray(ctx, place.value.key) !== undefined);
  const origin = fresh ? originOf(e, summary) : ({ kind: 'borrowed', path: place.name } as const);
  const object = holderOf(s, meet(s, place.value, place.name, origin, c.loc));
  const deed: Deed = {
    verb: e.verb,
    element: place.element ?? place.value.key,
    ...extentOf(s, at, e, object),
    holder: e.holder ?? 'structure',
    loc: c.loc,
    callee: summary.name,
    because: e.because,
    inAssertion: c.inAssertion !== undefined,
    inferred: summary.source === 'inferred',
    ...(summary.isRedefined ? { assumes: { kind: 'signature', name: summary.name } } : {}),
    escapes: e.verb === 'moves-to' && summary.source === 'inferred',
  };
  perform(ctx, s, object, deed);
  guardBorrowed(s, object, e);
}

function isTaken({ verb }: Effect): boolean {
  return verb === 'gets' || verb === 'pins' || verb === 'moves-from';
}

function originOf(e: Effect, { name }: Summary): ObjectOrigin {
  if (e.verb === 'borrows') return { kind: 'borrowed', path: `${name}()` };
  return e.holder === 'allocator' ? { kind: 'allocated', callee: name } : { kind: 'found', callee: name };
}

interface Target {
  readonly value: Value;
  readonly name: string;
  /** Of an array that stands for all its elements, which one is meant. */
  readonly element?: string;
  /** The callee set the pointer to an object that is new to the caller. */
  readonly filled?: true;
}

function target(s: State, at: Site, e: Effect): Target | undefined {
  if (e.object === 'result') return { value: at.result, name: at.summary.name };
  if (e.object === 'mapped-folio') return mappedFolio(s);
  if (e.fills && e.object.endsWith('[]')) provideArray(s, at, e.object.slice(0, -2));
  const place = locate(s, e.object, [...at.summary.params, 'result'], [...at.args, at.result]);
  if (!place) return undefined;
  if (!e.fills || isArray(place)) {
    const value = s.objects.has(objectOf(place.value).key)
      ? place.value
      : (objectWithin(s, place.value) ?? filledArray(s, place.value) ?? place.value);
    const name = argumentName(at, e.object) ?? place.name.replace(/'\d+|@\d+:\d+#\d+/g, '');
    return { value, name, element: place.value.key };
  }
  if (at.summary.source === 'inferred' && e.object.includes('.')) letGo(s, place);
  const value = replacement(place, at);
  if (place.cell) s.cells.set(place.cell, value);
  return { value, name: place.name, filled: true };
}

/** What a field of a structure led to before is the callee's business, which may drop it or find it to be right. */
function letGo(s: State, { value }: Located): void {
  const old = s.objects.get(objectOf(value).key);
  if (old) s.objects.set(old.value.key, { ...old, escaped: true });
}

/** What a callee sets a pointer to. */
function replacement({ name }: Located, { summary, c, run }: Site): Value {
  const source = { kind: 'call', callee: summary.name, line: c.loc.line, fills: true } as const;
  return symbol(`${name}<-${summary.name}()@${run}`, source);
}

/** A callee that finds no array where it is to put pointers allocates one: iov_iter_get_pages_alloc2(). */
function provideArray(s: State, at: Site, path: string): void {
  const place = locate(s, path, at.summary.params, at.args);
  if (place?.cell && (signsOf(s.facts, place.value) & POSITIVE) === 0) s.cells.set(place.cell, replacement(place, at));
}

/** An array that a callee fills stays the same object: what its elements hold is told of them all. */
function isArray({ cell }: Located): boolean {
  return cell?.endsWith('[]') === true;
}

/** The elements that the path filled as a whole, for one of them that a constant index names. */
function filledArray(s: State, { key }: Value): Value | undefined {
  const all = s.objects.get(key.replace(/('\d+)?\[\d+\]('\d+)?$/, '[]'));
  return all?.filled && all.value;
}

/** The source text of the argument that an object path starts at, and the rest of the path: it names the object best. */
function argumentName(at: Site, object: string): string | undefined {
  const [, stars = '', param = '', rest = ''] = /^(\**)(\w+)(.*)$/.exec(object) ?? [];
  const arg = at.c.args[at.summary.params.indexOf(param)];
  if (stars === '*' && arg?.kind === 'addressof') return rest === '[]' ? nameOf(arg.of)?.concat(rest) : undefined;
  const text = arg && nameOf(arg);
  if (text === undefined) return undefined;
  if (stars !== '') return undefined;
  if (rest === '[]') return `${text.replace(/\[[^\]]*\]$/, '')}[]`;
  return `${text}${arg?.kind === 'addressof' ? rest : rest.replace(/^\./, '->')}`;
}

function nameOf(e: Expr): string | undefined {
  if (e.kind === 'name') return e.name;
  if (e.kind === 'field') {
    const base = nameOf(e.base);
    return base && `${base}${e.arrow ? '->' : '.'}${e.name}`;
  }
  if (e.kind === 'index') {
    const [base, index] = [nameOf(e.base), nameOf(e.index)];
    return base && `${base}[${index ?? ''}]`;
  }
  if (e.kind === 'addressof' && e.of.kind === 'field' && e.of.name === 'page') return nameOf(e.of.base);
  if (e.kind === 'addressof' && e.of.kind === 'index') return nameOf(e.of);
  if (e.kind === 'binary' && e.op === '+') return nameOf(e.left);
  return e.kind === 'cast' ? nameOf(e.of) : undefined;
}

/** The one folio on which this path has a claim: what an address that the caller works on is taken to map. */
function mappedFolio(s: State): Target | undefined {
  const held = [...s.objects.values()].filter((o) => o.claim.constant > 0);
  const only = held.length === 1 ? held[0] : undefined;
  return only && { value: only.value, name: only.name };
}

/** How much an effect is about: the references of a page, the elements of an array, the order of a block. */
function extentOf(s: State, at: Site, e: Effect, object: RefState): Pick<Deed, 'times' | 'amount' | 'order'> {
  const order = argumentOf(at, 'order');
  if (!e.object.endsWith('[]')) return { times: resolveCount(s, at, e.times, object), order };
  const [term, ...others] = Object.keys(e.times.terms);
  const isOne = term !== undefined && others.length === 0 && e.times.constant === 0;
  return { times: ONE, amount: isOne ? argumentOf(at, term) : undefined };
}

function argumentOf({ summary, args, result }: Site, term: string): Value | undefined {
  return term === 'result' ? result : args[summary.params.indexOf(term)];
}

/** Puts the arguments' values in place of the parameter names of a count. */
function resolveCount(s: State, at: Site, times: Count, object: RefState): Count {
  let sum = countOf(times.constant);
  for (const [term, factor] of Object.entries(times.terms)) {
    const value = argumentOf(at, term);
    sum = addCounts(sum, value ? valueCount(s, value, object) : symbolicCount(term), factor);
  }
  return sum;
}

/** A count argument as a number: constants, sums, and the folio's own number of pages are understood. */
function valueCount(s: State, v: Value, object: RefState): Count {
  const n = constantOf(s.facts, v);
  if (n !== undefined) return countOf(n);
  if (isPageCount(v) || isSizeOf(v, object)) return symbolicCount('nr_pages');
  if (v.kind === 'operation' && (v.op === '+' || v.op === '-')) {
    const [a, b] = v.operands;
    if (a && b) return addCounts(valueCount(s, a, object), valueCount(s, b, object), v.op === '-' ? -1 : 1);
  }
  return symbolicCount(rootOf(v.key));
}

/** folio_nr_pages() and its spellings (include/linux/mm.h). */
function isPageCount(v: Value): boolean {
  return v.kind === 'operation' && /^(folio_nr_pages|compound_nr|thp_nr_pages|hpage_nr_pages)\b/.test(v.key);
}

/** `1 << order` of a block that was allocated with that order. */
function isSizeOf(v: Value, { order }: RefState): boolean {
  if (v.kind !== 'operation' || v.op !== '<<' || !order) return false;
  const [one, shift] = v.operands;
  return one?.kind === 'int' && one.value === 1 && shift?.key === order.key;
}
