import type { Call, Expr } from '../c/index.js';
import { builtin } from './builtin.js';
import { type Deed, meet, perform, use } from './claim.js';
import type { Context } from './context.js';
import { addCounts, type Count, countOf, symbolicCount, ZERO } from './count.js';
import { evaluate, tempCell } from './evaluate.js';
import { assume, constantOf, POSITIVE, signsOf, withSigns } from './facts.js';
import type { Effect, Outcome, Requirement, Summary } from './outcome.js';
import { locate, objectWithin } from './path.js';
import { fork, invalidateBehind, invalidateCell, nextSite, remember, type State, versionOf } from './state.js';
import type { ObjectOrigin } from './trace.js';
import { alias, int, objectOf, operation, rootOf, symbol, type Value } from './value.js';

/**
 * Carries out a call.
 * @returns one state for each way in which the call can end; `s` itself is consumed
 */
export function call(ctx: Context, s: State, c: Call): State[] {
  const args = c.args.map((a) => evaluate(ctx, s, a, c.loc));
  const name = c.callee ?? '';
  useArguments(ctx, s, c, args);
  const meaning = builtin(name, args);
  if (meaning) return [bind(s, c, meaning)];
  const summary = ctx.knowledge.summary(name, args.length);
  if (summary && !isReading(summary)) return applySummary(ctx, s, c, args, summary);
  if (summary || ctx.knowledge.isPure(name)) return [bind(s, c, pureResult(s, name, args))];
  return [unknownCall(ctx, s, c, args)];
}

function useArguments(ctx: Context, s: State, c: Call, args: readonly Value[]): void {
  const name = c.callee ?? '';
  if (ctx.knowledge.ignoresPage(name)) return;
  const summary = ctx.knowledge.summary(name, args.length);
  args.forEach((a, i) => {
    if (!summary || !drops(summary, summary.params[i] ?? '')) use(ctx, s, a, c.loc, name);
  });
}

/** A put of what is gone is told as a put, not as an access. */
function drops(summary: Summary, param: string): boolean {
  const isDrop = (e: Effect) => e.object === param && (e.verb === 'puts' || e.verb === 'unpins' || e.verb === 'frees');
  return summary.outcomes.some((o) => o.effects.some(isDrop));
}

function bind(s: State, c: Call, result: Value): State {
  s.cells.set(tempCell(c.temp), result);
  return s;
}

/** `borrows result` and nothing else: sg_page(sg) reads a pointer, and reads the same one the next time. */
function isReading({ outcomes }: Summary): boolean {
  const [effect, ...more] = outcomes.length === 1 ? (outcomes[0]?.effects ?? []) : [];
  return effect?.verb === 'borrows' && effect.object === 'result' && more.length === 0;
}

/** The same question about the same page has the same answer until a call may have changed the page. */
function pureResult(s: State, name: string, args: readonly Value[]): Value {
  const versions = args.map((a) => versionOf(s, objectOf(a).key)).join('.');
  const result = operation(
    'pure',
    args.length > 0 ? args : [int(0)],
    /[1-9]/.test(versions) ? `${name}'${versions}` : name,
  );
  s.met.add(rootOf(result.key));
  return result;
}

function unknownCall(ctx: Context, s: State, c: Call, args: readonly Value[]): State {
  const name = c.callee ?? '*';
  const harmless = ctx.knowledge.isHarmless(name);
  const keeps = ctx.knowledge.keepsPointer(name);
  for (const a of args) {
    const held = objectWithin(s, a);
    const object = held && s.objects.get(held.key);
    if (object && keeps) keep(s, object.value);
    else if (object && !harmless)
      remember(s, { loc: c.loc, event: `${name}()`, object: object.value.key, unknownCall: true });
    mayWrite(s, a);
  }
  const site = nextSite(s, c.loc);
  const result = symbol(`${name}()@${site}`, { kind: 'call', callee: name, line: c.loc.line });
  s.met.add(rootOf(result.key));
  return bind(s, c, result);
}

/** Somebody else knows the object now. */
function keep(s: State, v: Value | undefined): void {
  const held = v && objectWithin(s, v);
  const object = held && s.objects.get(held.key);
  if (object) s.objects.set(object.value.key, { ...object, escaped: true });
}

function applySummary(ctx: Context, s: State, c: Call, args: readonly Value[], summary: Summary): State[] {
  const site = nextSite(s, c.loc);
  if (ctx.knowledge.hasChanged(summary.name)) s.touched = true;
  const possible = summary.outcomes
    .map((o) => ({ outcome: o, facts: feasible(s, args, summary, o) }))
    .filter((p) => p.facts !== undefined);
  return possible.map(({ outcome, facts }, i) => {
    const next = i === possible.length - 1 ? s : fork(s);
    next.facts = facts ?? next.facts;
    return applyOutcome(ctx, next, c, args, summary, outcome, site);
  });
}

function feasible(s: State, args: readonly Value[], summary: Summary, o: Outcome): State['facts'] | undefined {
  let facts: State['facts'] | undefined = s.facts;
  for (const r of o.requires) {
    const arg = locate(s, r.param, summary.params, args)?.value;
    if (facts && arg) facts = requireOf(facts, arg, r);
  }
  return facts;
}

function requireOf(facts: State['facts'], arg: Value, r: Requirement): State['facts'] | undefined {
  switch (r.kind) {
    case 'signs':
      return withSigns(facts, arg, r.signs);
    case 'is':
      return assume(facts, isValue(arg, r.value), !r.negated);
    case 'has':
      return hasFlag(facts, arg, r.flag, !r.negated);
  }
}

function isValue(arg: Value, value: string): Value {
  if (value === 'true') return arg;
  if (value === 'false' || value === 'NULL' || value === '0') return operation('!', [arg]);
  const right = /^-?\d+$/.test(value) ? int(Number(value)) : symbol(value, { kind: 'constant' });
  return operation('==', [arg, right]);
}

/** A flag word built with `|` from names shows its flags in its key; a plain constant 0 has none. */
function hasFlag(facts: State['facts'], arg: Value, flag: string, wanted: boolean): State['facts'] | undefined {
  const names = arg.key.split(/[^A-Za-z0-9_]+/);
  if (names.includes(flag)) return wanted ? facts : undefined;
  const onlyNames = names.every((n) => n === '' || /^[A-Z0-9_]+$/.test(n));
  if (constantOf(facts, arg) === 0 || onlyNames) return wanted ? undefined : facts;
  return assume(facts, operation('&', [arg, symbol(flag, { kind: 'constant' })]), wanted);
}

function applyOutcome(
  ctx: Context,
  s: State,
  c: Call,
  args: readonly Value[],
  summary: Summary,
  o: Outcome,
  site: string,
): State {
  let result = resultOf(s, args, summary, o, site);
  const site2: Site = { ctx, c, args, summary, result };
  for (const effect of o.effects) result = applyEffect(s, { ...site2, result }, effect) ?? result;
  const facts = withSigns(s.facts, result, o.result);
  s.facts = requireResult(facts ?? s.facts, result, o) ?? s.facts;
  s.met.add(rootOf(result.key));
  for (const param of summary.keeps) keep(s, args[summary.params.indexOf(param)]);
  invalidateArguments(s, args, summary, o);
  return bind(s, c, result);
}

/** Conditions such as `result has VM_FAULT_LOCKED` are remembered of the result, for the caller's own test of it. */
function requireResult(facts: State['facts'], result: Value, o: Outcome): State['facts'] | undefined {
  const own = o.requires.filter((r) => r.param === 'result');
  return own.reduce<State['facts'] | undefined>((f, r) => f && requireOf(f, result, r), facts);
}

interface Site {
  readonly ctx: Context;
  readonly c: Call;
  readonly args: readonly Value[];
  readonly summary: Summary;
  readonly result: Value;
}

function resultOf(s: State, args: readonly Value[], summary: Summary, o: Outcome, site: string): Value {
  if (o.resultIs !== undefined) return int(o.resultIs);
  const back = o.effects.find((e) => e.verb === 'returns');
  const same = back && locate(s, back.object, summary.params, args);
  if (same && o.result !== 0) return alias(same.value, site);
  return symbol(`${summary.name}()@${site}`, { kind: 'call', callee: summary.name, line: Number(site.split(':')[0]) });
}

/** @returns the new result when the effect made one */
function applyEffect(s: State, at: Site, e: Effect): Value | undefined {
  if (e.verb === 'returns' || e.verb === 'ignores') return undefined;
  const { ctx, c, summary } = at;
  const place = target(s, at, e);
  if (!place) return undefined;
  if ((signsOf(s.facts, place.value) & POSITIVE) === 0 && !e.fills) return undefined;
  const fresh = e.fills || e.object === 'result';
  const origin = fresh ? originOf(e, summary) : ({ kind: 'borrowed', path: place.name } as const);
  const object = meet(s, place.value, place.name, origin, c.loc);
  const deed: Deed = {
    verb: e.verb,
    times: resolveCount(s, at, e.times, object.value),
    holder: e.holder ?? 'structure',
    loc: c.loc,
    callee: summary.name,
    because: e.because,
    inAssertion: c.inAssertion !== undefined,
    inferred: summary.source === 'inferred',
    escapes: e.verb === 'moves-to' && summary.source === 'inferred',
  };
  perform(ctx, s, object, deed);
  return undefined;
}

function originOf(e: Effect, { name }: Summary): ObjectOrigin {
  if (e.verb === 'borrows') return { kind: 'borrowed', path: `${name}()` };
  return e.holder === 'allocator' ? { kind: 'allocated', callee: name } : { kind: 'found', callee: name };
}

interface Target {
  readonly value: Value;
  readonly name: string;
}

function target(s: State, at: Site, e: Effect): Target | undefined {
  if (e.object === 'result') return { value: at.result, name: at.summary.name };
  if (e.object === 'mapped-folio') return mappedFolio(s);
  const place = locate(s, e.object, at.summary.params, at.args);
  if (!place) return undefined;
  if (!e.fills) {
    const value = s.objects.has(objectOf(place.value).key)
      ? place.value
      : (objectWithin(s, place.value) ?? place.value);
    return { value, name: argumentName(at, e.object) ?? place.name };
  }
  const fresh = symbol(`${place.name}<-${at.result.key}`, {
    kind: 'call',
    callee: at.summary.name,
    line: at.c.loc.line,
    fills: true,
  });
  if (place.cell) s.cells.set(place.cell, fresh);
  return { value: fresh, name: place.name };
}

/** The source text of the argument that an object path starts at, and the rest of the path: it names the object best. */
function argumentName(at: Site, object: string): string | undefined {
  const [, stars = '', param = '', rest = ''] = /^(\**)(\w+)(.*)$/.exec(object) ?? [];
  const arg = at.c.args[at.summary.params.indexOf(param)];
  const text = arg && nameOf(arg);
  if (text === undefined) return undefined;
  return stars === '' ? `${text.replace(rest === '[]' ? /\[[^\]]*\]$/ : /$^/, '')}${rest}` : undefined;
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
  return e.kind === 'cast' ? nameOf(e.of) : undefined;
}

/** The one folio on which this path has a claim: what an address that the caller works on is taken to map. */
function mappedFolio(s: State): Target | undefined {
  const held = [...s.objects.values()].filter((o) => o.claim.constant > 0);
  const only = held.length === 1 ? held[0] : undefined;
  return only && { value: only.value, name: only.name };
}

/** Puts the arguments' values in place of the parameter names of a count. */
function resolveCount(s: State, at: Site, times: Count, object: Value): Count {
  let sum = countOf(times.constant);
  for (const [term, factor] of Object.entries(times.terms)) {
    sum = addCounts(sum, termCount(s, at, term, object), factor);
  }
  return sum;
}

function termCount(s: State, at: Site, term: string, object: Value): Count {
  if (term === 'result') return valueCount(s, at.result, object);
  const i = at.summary.params.indexOf(term);
  const arg = i < 0 ? undefined : at.args[i];
  return arg ? valueCount(s, arg, object) : symbolicCount(term);
}

/** A count argument as a number: constants, sums, and the folio's own number of pages are understood. */
function valueCount(s: State, v: Value, object: Value): Count {
  const n = constantOf(s.facts, v);
  if (n !== undefined) return countOf(n);
  if (isPageCount(v)) return symbolicCount('nr_pages');
  if (v.kind === 'operation' && (v.op === '+' || v.op === '-')) {
    const [a, b] = v.operands;
    if (a && b) return addCounts(valueCount(s, a, object), valueCount(s, b, object), v.op === '-' ? -1 : 1);
  }
  return v.key === '' ? ZERO : symbolicCount(rootOf(v.key));
}

/** folio_nr_pages() and its spellings (include/linux/mm.h). */
function isPageCount(v: Value): boolean {
  return v.kind === 'operation' && /^(folio_nr_pages|compound_nr|thp_nr_pages|hpage_nr_pages)\b/.test(v.key);
}

/** A callee that takes a page may change its flags, and one that takes `&x` may write x. */
function invalidateArguments(s: State, args: readonly Value[], summary: Summary, o: Outcome): void {
  const filled = new Set(o.effects.filter((e) => e.fills).map((e) => e.object.replace(/^\*/, '')));
  args.forEach((a, i) => {
    if (filled.has(summary.params[i] ?? '')) return;
    if (a.kind === 'address' && o.effects.some((e) => e.fills)) return;
    if (summary.source === 'declared' && o.effects.length === 0 && a.kind !== 'address') return;
    mayWrite(s, a);
  });
}

function mayWrite(s: State, a: Value): void {
  if (a.kind === 'address') invalidateCell(s, a.cell);
  else if (a.kind !== 'int') invalidateBehind(s, objectOf(a).key);
}
