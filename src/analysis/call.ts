import type { Call, Expr } from '../c/index.js';
import type { Assumption } from './assumption.js';
import { builtin } from './builtin.js';
import { use } from './claim.js';
import type { Context } from './context.js';
import { applyEffect, type Site } from './effect.js';
import { evaluate, tempCell } from './evaluate.js';
import { POSITIVE, withSigns } from './facts.js';
import { endGuards, guardTried } from './guard.js';
import { keep, keepAt } from './keep.js';
import { noteMiss } from './miss.js';
import type { Effect, Outcome, Summary } from './outcome.js';
import { clearPointers, invalidateArguments, mayWrite } from './overwrite.js';
import { locate, reachedFrom } from './path.js';
import { feasible, requireResult } from './requirement.js';
import { fork, type History, nextSite, remember, type State, versionOf } from './state.js';
import { alias, int, objectOf, operation, rootOf, symbol, type Value } from './value.js';

/**
 * Carries out a call.
 * @returns one state for each way in which the call can end; `s` itself is consumed
 */
export function call(ctx: Context, s: State, c: Call): State[] {
  const args = c.args.map((a) => evaluate(ctx, s, a, c.loc));
  const name = calledName(c);
  useArguments(ctx, s, name, c, args);
  noteMiss(ctx, s, name, c, args);
  if (ctx.knowledge.isIn('unlocks', name)) endGuards(s, name, c.loc);
  const meaning = builtin(name, args);
  if (meaning) return [bind(s, c, meaning)];
  const summary = ctx.knowledge.summary(name, args.length);
  if (summary && ctx.knowledge.hasChanged(name)) s.touched = true;
  if (summary && !isReading(summary)) return applySummary(ctx, s, c, args, summary);
  if (summary || ctx.knowledge.isPure(name)) return [bind(s, c, pureResult(s, name, args))];
  return [unknownCall(ctx, s, c, args)];
}

/** A call through a member of a table is known by that: `->check_write_begin`, which is no name of a function. */
function calledName({ callee, target }: Call): string {
  return callee ?? (target?.kind === 'field' ? `->${target.name}` : '');
}

function useArguments(ctx: Context, s: State, name: string, c: Call, args: readonly Value[]): void {
  if (ctx.knowledge.ignoresPage(name)) return;
  const summary = ctx.knowledge.summary(name, args.length);
  args.forEach((a, i) => {
    if (isFrameNumber(c.args[i])) return;
    if (!summary || !drops(summary, summary.params[i] ?? '')) use(ctx, s, a, c.loc, name);
  });
}

/** The number of a page may be passed on and printed when the page is gone. */
function isFrameNumber(e: Expr | undefined): boolean {
  return e?.kind === 'name' && /(^|_)pfn$/.test(e.name);
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
    const held = reachedFrom(s, a);
    const object = held && s.objects.get(held.key);
    // Who is given a frozen folio was given it to work on, and may well thaw it: __split_huge_page().
    if (keeps || (object?.frozen && !harmless)) keep(s, object?.value ?? a, c.loc);
    else if (!harmless && c.inAssertion === undefined)
      assume(ctx, s, c, a, {
        kind: c.callee ? ctx.knowledge.unread(name) : 'pointer-call',
        name: c.callee ?? calledName(c),
      });
    mayWrite(s, a);
  }
  const site = nextSite(s, c.loc);
  const result = symbol(`${name}()@${site}`, { kind: 'call', callee: name, line: c.loc.line });
  s.met.add(rootOf(result.key));
  return bind(s, c, result);
}

/** The path goes on as if the callee left the object alone. */
function assume(ctx: Context, s: State, c: Call, a: Value, assumes: Assumption): void {
  const handed = { ...assumes, value: a, loc: c.loc };
  ctx.hand(handed);
  s.handed = [...s.handed, handed];
  const object = reachedFrom(s, a)?.key;
  if (object === undefined) return;
  const event = `${c.callee ?? '*'}()`;
  const last = s.history;
  if (last?.object === object && last.event === event && last.loc === c.loc) s.history = { assumes, ...last };
  else remember(s, { loc: c.loc, event, object, assumes });
}

function applySummary(ctx: Context, s: State, c: Call, args: readonly Value[], summary: Summary): State[] {
  const feasibly = summary.outcomes
    .map((o) => ({ outcome: o, facts: feasible(s, args, summary, o) }))
    .filter((p) => p.facts !== undefined);
  const possible = c.used || summary.source === 'inferred' ? feasibly : expected(feasibly);
  // A body of which no path fits was not seen in full: the call itself proves that one does.
  if (possible.length === 0) return [unknownCall(ctx, s, c, args)];
  const site = nextSite(s, c.loc);
  return possible.map(({ outcome, facts }, i) => {
    const next = i === possible.length - 1 ? s : fork(s);
    next.facts = facts ?? next.facts;
    return applyOutcome(ctx, next, c, args, summary, numbered(ctx, outcome, summary, args), site);
  });
}

/** Whoever drops a reference by a function that could refuse, and does not look, knows that it will not. */
function expected<T extends { readonly outcome: Outcome }>(possible: readonly T[]): readonly T[] {
  const isDrop = ({ verb }: Effect) => verb === 'puts' || verb === 'unpins' || verb === 'frees';
  const dropping = possible.filter(({ outcome }) => outcome.effects.some(isDrop));
  return dropping.length > 0 ? dropping : possible;
}

/** Where `pages[]` was filled through what has room for one, `&page` or `pages[1]`, a positive result is the number 1. */
function numbered(ctx: Context, o: Outcome, { params }: Summary, args: readonly Value[]): Outcome {
  if (o.result !== POSITIVE) return o;
  const isSingle = ({ object }: Effect) => {
    const arg = object.endsWith('[]') ? args[params.indexOf(object.slice(0, -2))] : undefined;
    return (arg?.kind === 'address' && arg.ofPointer) || ctx.fn.locals.get(rootOf(arg?.key ?? ''))?.endsWith('*[1]');
  };
  return o.effects.some(isSingle) ? { ...o, resultIs: 1 } : o;
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
  const result = resultOf(s, args, summary, o, site);
  const at: Site = { ctx, c, args, summary, result, run: site };
  const before = s.history;
  for (const effect of o.effects) applyEffect(s, at, effect);
  if (args[0]) guardTried(ctx, s, summary, o, args[0], c);
  if (ctx.knowledge.hasChanged(summary.name)) tellCall(s, at, before);
  const facts = withSigns(s.facts, result, o.result);
  s.facts = requireResult(facts ?? s.facts, result, o) ?? s.facts;
  s.met.add(rootOf(result.key));
  for (const { object, kind, name } of o.assumes ?? []) {
    const value = locate(s, object, summary.params, args)?.value;
    if (value) assume(ctx, s, c, value, { kind, name });
  }
  for (const path of o.keeps ?? summary.keeps) keepAt(s, path, summary.params, args, c.loc);
  invalidateArguments(s, args, summary, o);
  clearPointers(s, args, summary, o);
  return bind(s, c, result);
}

/** That a function which another version of did something does nothing now belongs to the path, too. */
function tellCall(s: State, { summary, c, args }: Site, before: History | undefined): void {
  for (const arg of args) {
    const object = reachedFrom(s, arg)?.key;
    let h = s.history;
    while (h !== before && h?.object !== object) h = h?.before;
    if (object !== undefined && h === before) remember(s, { loc: c.loc, event: `${summary.name}()`, object });
  }
}

function resultOf(s: State, args: readonly Value[], summary: Summary, o: Outcome, site: string): Value {
  if (o.resultIs !== undefined) return int(o.resultIs);
  const back = o.effects.find((e) => e.verb === 'returns');
  const same = back && locate(s, back.object, summary.params, args);
  if (same && o.result !== 0) return alias(same.value, site);
  const name = o.effects.some((e) => e.verb === 'borrows' && e.object === 'result')
    ? args.map((a) => a.key).join()
    : '';
  return symbol(`${summary.name}(${name})@${site}`, {
    kind: 'call',
    callee: summary.name,
    line: Number(site.split(':')[0]),
  });
}
