import type { FunctionIR } from '../c/index.js';
import type { CalleeAssumption } from './assumption.js';
import { type Count, countSign, isZeroCount } from './count.js';
import type { Exploration, PathEnd } from './explore.js';
import { ANY, type Fact, IS_ZERO, POSITIVE, type Signs, signsOf } from './facts.js';
import { isStoredAt, leadsTo, type Observation, observe } from './observe.js';
import type { Effect, Outcome, Requirement, Summary } from './outcome.js';
import { blend, foreseen, merge, settle, tellApart } from './settle.js';
import { type Handed, load, type RefState, type State } from './state.js';
import { NULL, symbol, type Value } from './value.js';

/** Most outcomes a summary may have; a function with more is summarised as if its conditions were unknown. */
const MOST_OUTCOMES = 8;

/**
 * Reads a function's summary off its explored paths: for each class of result, what happened to the objects that the
 * caller can name (parameters, what they point to, the result).
 */
export function infer(x: Exploration): Summary {
  const byEnd = new Map<PathEnd, Observation[]>();
  for (const end of x.ends) if (end.kind === 'return') byEnd.set(end, []);
  const all = observe(x);
  for (const o of all) byEnd.get(o.end)?.push(o);
  const subjects = new Set(all.filter((o) => !isZeroCount(o.net)).map((o) => o.object.value.key.replace(/\[\]$/, '')));
  const everywhere = assumptionsOf(x);
  const settled = settle(
    [...byEnd].map(([end, seen]) => outcomeOf(x, end, seen, everywhere, subjects)),
    x.fn.name,
  );
  const apart = merge(settled, foreseen(settled));
  const weakened = apart.length > MOST_OUTCOMES ? merge(settled) : apart;
  const few =
    weakened.length > MOST_OUTCOMES
      ? merge(
          settle(
            weakened.map((o) => ({ ...o, requires: [] })),
            x.fn.name,
          ),
        )
      : weakened;
  return {
    name: x.fn.name,
    params: x.fn.params.map((p) => p.name),
    outcomes: blend(tellApart(few, settled)),
    keeps: pointersOf(x.fn).filter((name) => isStored(x, name)),
    source: 'inferred',
  };
}

/**
 * What holds of every outcome: a body with more paths than were followed may do anything, and what was handed on by a path
 * that another one stands for may have been handed on by that, too.
 */
function assumptionsOf(x: Exploration): CalleeAssumption[] {
  const params = pointersOf(x.fn);
  const keyOf = ({ value, name, loc }: Handed) => `${value.key} ${name} ${loc.line}`;
  const told = new Set(x.ends.flatMap(({ state }) => state.handed.map(keyOf)));
  const untold = handedOn(
    params,
    x.handed.filter((it) => !told.has(keyOf(it))),
  );
  return x.cut > 0 ? [...untold, ...params.map((object) => cutOff(object, x.fn.name))] : untold;
}

function cutOff(object: string, name: string): CalleeAssumption {
  return { object, kind: 'cut-callee', name };
}

/** Of what was handed to functions that nobody has read, that which callers can name. */
function handedOn(params: readonly string[], handed: readonly Handed[]): CalleeAssumption[] {
  return params.flatMap((object) =>
    handed.filter(({ value }) => leadsTo(value, object)).map(({ kind, name }) => ({ object, kind, name })),
  );
}

/** Parameters that may lead to a page: a pointer, or a typedef that may be one (`pgtable_t`). */
function pointersOf({ params }: FunctionIR): string[] {
  return params.filter(({ type }) => /\*|_t\b/.test(type)).map(({ name }) => name);
}

function isStored(x: Exploration, param: string): boolean {
  return x.ends.some((end) => end.kind === 'return' && isKeptAt(x, end, param));
}

/** Stored by the function itself, or by one that it called. */
function isKeptAt(x: Exploration, end: PathEnd, param: string): boolean {
  return end.state.objects.get(param)?.escaped === true || isStoredAt(x, end, param);
}

function outcomeOf(
  x: Exploration,
  end: PathEnd,
  seen: readonly Observation[],
  everywhere: readonly CalleeAssumption[],
  subjects: ReadonlySet<string>,
): Outcome {
  const { fn } = x;
  const effects = seen.flatMap((o) => effectsOf(fn, end, o));
  const back = returned(fn, end);
  const is = end.value?.kind === 'int' ? end.value.value : undefined;
  return {
    requires: [...requirements(fn, end.state, subjects), ...answer(end)],
    result: (end.signs ?? ANY) & (effects.some((e) => e.object === 'result[]') ? POSITIVE : ANY),
    ...(is === undefined ? {} : { resultIs: is }),
    effects: back ? [...effects, back] : effects,
    keeps: pointersOf(fn).filter((name) => isKeptAt(x, end, name)),
    leaves: leavesOf(fn, end.state),
    assumes: [...handedOn(pointersOf(fn), end.state.handed), ...everywhere],
  };
}

/** A function that returns an enumerator tells the caller by it which way it went. */
function answer({ value }: PathEnd): Requirement[] {
  if (value?.kind !== 'symbol' || value.source.kind !== 'constant') return [];
  return [{ kind: 'is', param: 'result', value: value.key, negated: false }];
}

/** What the caller's pointers behind `struct folio **foliop` hold in the end, as far as it is one of the two that matter. */
function leavesOf(fn: FunctionIR, s: State): NonNullable<Outcome['leaves']> {
  const left: Record<string, 'null' | 'same'> = {};
  for (const { name, type } of fn.params) {
    if (!/\*\s*\*\s*$/.test(type)) continue;
    const cell = `*${name}`;
    const { key } = load(s, cell);
    if (key === NULL.key || key === cell) left[cell] = key === cell ? 'same' : 'null';
  }
  return left;
}

/** A function that hands a parameter back. */
function returned(fn: FunctionIR, end: PathEnd): Effect | undefined {
  const v = end.value?.kind === 'alias' ? end.value.of : end.value;
  const param = v && fn.params.find((p) => p.name === v.key);
  return param && { ...NEUTRAL, verb: 'returns', object: param.name };
}

const NEUTRAL = { times: { constant: 1, terms: {} }, fills: false, because: '' } as const;

/** What is handed back and also stored belongs to who stored it; the caller has the pointer only. */
function effectsOf(fn: FunctionIR, end: PathEnd, o: Observation): Effect[] {
  const effect = effectOf(fn, end, o);
  if (!effect) return [];
  const stored = effect.verb !== 'puts' && effect.object === 'result' && o.stored;
  return stored ? [effect, { ...effect, verb: 'moves-to', holder: 'structure' }] : [effect];
}

function effectOf(fn: FunctionIR, end: PathEnd, o: Observation): Effect | undefined {
  const path = callersPath(fn, end, o);
  if (!path || (path.object === 'result' && countSign(o.net) === -1)) return undefined;
  const made = o.object.origin.kind !== 'borrowed';
  if (isZeroCount(o.net)) {
    if (o.object.initialised) return { ...NEUTRAL, verb: 'sets', object: path.object };
    if (o.object.frozen) return { ...NEUTRAL, verb: 'freezes', object: path.object };
    return made ? { ...NEUTRAL, verb: 'borrows', object: path.object, fills: path.fills } : undefined;
  }
  const positive = o.net.constant > 0 || Object.values(o.net.terms).some((n) => n > 0);
  if (o.object.origin.kind === 'allocated' && o.net.constant === 1) {
    return { ...NEUTRAL, verb: 'moves-from', holder: 'allocator', object: path.object, fills: path.fills };
  }
  const times = positive ? reachedBy(path, o.net) : { constant: -o.net.constant, terms: negate(o.net.terms) };
  return { ...NEUTRAL, verb: verbOf(o.object, positive), object: path.object, times, fills: path.fills };
}

/** What is held as a pin is handed out as one, and what is dropped as one was one. */
function verbOf({ held, lost }: RefState, positive: boolean): Effect['verb'] {
  if (positive) return held === 'pins' ? 'pins' : 'gets';
  return lost === 'pins' ? 'unpins' : 'puts';
}

/** A pointer that is set goes with one reference: what else was taken of the same page belongs to another place. */
function reachedBy(path: { fills: boolean }, net: Count): Count {
  return path.fills && net.constant > 1 ? { ...net, constant: 1 } : net;
}

function negate(terms: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(terms).map(([k, n]) => [k, -n]));
}

/** How the caller names the object: by the result, by a parameter, by what a parameter points to. */
function callersPath(fn: FunctionIR, end: PathEnd, o: Observation): { object: string; fills: boolean } | undefined {
  const key = o.object.value.key;
  const param = fn.params.find((p) => p.name === key);
  if (param) return mayBePage(param.type) ? { object: key, fills: false } : undefined;
  if (end.value && same(end.value, key) && !mayBePagePointer(fn.returnType)) return undefined;
  if (end.value?.key === key) return { object: 'result', fills: false };
  if (end.value && key === `${end.value.key}[]`)
    return fn.returnType.includes('*') ? { object: 'result[]', fills: true } : undefined;
  for (const [cell, value] of end.state.cells) {
    const path = same(value, key) ? pathOfCell(fn, cell) : undefined;
    if (path && key !== cell) return { object: path, fills: true };
  }
  if (end.value && same(end.value, key)) return { object: 'result', fills: false };
  const path = o.object.origin.kind === 'borrowed' ? pathOfCell(fn, key) : undefined;
  return path ? { object: path, fills: false } : undefined;
}

/** What has a count here: `void *`, an address and a typedef may stand for a page, another structure does not. */
function mayBePage(type: string): boolean {
  const [, name] = /\bstruct\s+(\w+)/.exec(type) ?? [];
  return name === undefined || /^(page|folio|ptdesc|slab|zpdesc|net_iov|netmem_desc)$/.test(name);
}

/** A plain number may hold a pfn; a function that returns one hands out no reference. */
function mayBePagePointer(type: string): boolean {
  return mayBePage(type) && /\*|_t\b/.test(type);
}

function same(v: Value, key: string): boolean {
  return v.kind === 'alias' ? same(v.of, key) : v.key === key;
}

/** `*foliop` and `vmf->page` as paths of a contract; undefined for what does not start at a parameter. */
function pathOfCell(fn: FunctionIR, cell: string): string | undefined {
  const parts = /^(\*?)(\w+)((?:(?:->|\.)\w+|\[[^\]]*\])*)$/.exec(cell);
  if (!parts || !fn.params.some((p) => p.name === parts[2])) return undefined;
  if (parts[1] === '' && parts[3] === '') return undefined;
  return `${parts[1]}${parts[2]}${(parts[3] ?? '').replace(/^->/, '.').replace(/\[[^\]]*\]/g, '[]')}`;
}

/**
 * What the path condition says of parameters, as far as a caller can know it: signs, constants and flags.
 * @param subjects pointers behind parameters to which something is done on some path: whether they are there matters
 */
function requirements(fn: FunctionIR, s: State, subjects: ReadonlySet<string>): Requirement[] {
  const all: Requirement[] = [];
  for (const p of fn.params) {
    const signs: Signs = signsOf(s.facts, symbol(p.name, { kind: 'cell', cell: p.name }));
    if (signs !== ANY) all.push({ kind: 'signs', param: p.name, signs });
    all.push(...constants(p.name, s.facts.get(p.name)));
  }
  for (const [key, fact] of s.facts) {
    const truth = (fact.signs & IS_ZERO) === 0 || fact.signs === IS_ZERO;
    const named = truth ? comparison(fn, key, fact.signs === IS_ZERO) : undefined;
    if (named) all.push(named);
    const place = fact.signs === ANY ? undefined : pathOfCell(fn, key);
    if (place && subjects.has(key)) all.push({ kind: 'signs', param: place, signs: fact.signs });
  }
  return all;
}

/** The numbers that a parameter is known to be, or not to be; zero is a matter of signs. */
function constants(param: string, fact: Fact | undefined): Requirement[] {
  const is = (value: number, negated: boolean): Requirement => ({ kind: 'is', param, value: String(value), negated });
  const equal = fact?.is === undefined || fact.is === 0 ? [] : [is(fact.is, false)];
  return [...equal, ...(fact?.not ?? []).filter((n) => n !== 0).map((n) => is(n, true))];
}

/** A parameter against an enumerator or a flag, as the keys of values spell it: `(FROB==mode)`, `(flags&FROB)`. */
function comparison(fn: FunctionIR, key: string, negated: boolean): Requirement | undefined {
  const [, left = '', op, right = ''] = /^\((\w+)(==|&)(\w+)\)$/.exec(key) ?? [];
  const param = fn.params.find((p) => p.name === left || p.name === right)?.name;
  const value = param === left ? right : left;
  if (!param || !/^[A-Z_][A-Z0-9_]*$/.test(value)) return undefined;
  return op === '&' ? { kind: 'has', param, flag: value, negated } : { kind: 'is', param, value, negated };
}
