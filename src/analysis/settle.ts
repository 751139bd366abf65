import type { CalleeAssumption, Unread } from './assumption.js';
import { countText } from './count.js';
import { ANY, IS_ZERO, NEGATIVE, POSITIVE } from './facts.js';
import type { Effect, Outcome, Requirement } from './outcome.js';

/**
 * Takes away effects that the caller cannot foresee: where a call with an equal result under equal conditions may also
 * leave an object of the caller's as it was, it hangs on what the summary does not say. What is left out is assumed.
 * @param name of the function that has the outcomes
 */
export function settle(outcomes: readonly Outcome[], name: string): Outcome[] {
  return outcomes.flatMap((o) => {
    const whole = settled(o, outcomes, name);
    const parts = whole.effects.length < o.effects.length ? bySign(o).map((part) => settled(part, outcomes, name)) : [];
    return parts.some((part) => part.effects.length > whole.effects.length) ? parts : [whole];
  });
}

function settled(o: Outcome, outcomes: readonly Outcome[], name: string): Outcome {
  const alike = outcomes.filter((other) => mayBeBoth(o, other) && !leavesApart(o, other));
  const isSure = (e: Effect) => e.fills || e.verb === 'returns' || alike.every((other) => changes(other, e.object));
  const keeps = [...new Set(alike.flatMap((other) => other.keeps ?? []))].sort();
  const unsure = [o, ...alike].flatMap(({ effects }) => effects.filter((e) => !isSure(e) || !changes(o, e.object)));
  const filled = o.effects.filter((e) => e.fills && !alike.every((other) => fillsToo(other, e)));
  const assume = (kind: Unread) => (e: Effect) => ({ object: e.object, kind, name });
  const conditional = [...filled.map(assume('some-fills')), ...unsure.filter(isForCallers).map(assume('conditional'))];
  return { ...o, keeps, effects: o.effects.filter(isSure), assumes: distinct([...conditional, ...(o.assumes ?? [])]) };
}

/** Whether a pointer was set, the caller cannot tell where another way with the same result leaves it. */
function fillsToo({ effects }: Outcome, { object }: Effect): boolean {
  return effects.some((e) => e.fills && e.object === object);
}

/** A reference that is handed out anew is another matter than one that the caller has. */
function isForCallers({ fills, verb, object }: Effect): boolean {
  return !fills && verb !== 'returns' && object !== 'result';
}

function distinct(assumptions: readonly CalleeAssumption[]): CalleeAssumption[] {
  return [...new Map(assumptions.map((it) => [`${it.object} ${it.kind} ${it.name}`, it])).values()].slice(
    0,
    MOST_ASSUMPTIONS,
  );
}

/** One is enough to leave a proof open. */
const MOST_ASSUMPTIONS = 8;

/** The same outcome for each sign that its result may have. */
function bySign(o: Outcome): Outcome[] {
  return [NEGATIVE, IS_ZERO, POSITIVE].filter((sign) => o.result & sign).map((result) => ({ ...o, result }));
}

/** A pointer that was cleared tells the caller which of two ways it was. */
function leavesApart(a: Outcome, b: Outcome): boolean {
  return Object.entries(a.leaves ?? {}).some(([pointer, left]) => (b.leaves?.[pointer] ?? left) !== left);
}

/** Can one call end in both ways, as far as the outcomes say? */
export function mayBeBoth(a: Outcome, b: Outcome): boolean {
  if ((a.result & b.result) === 0) return false;
  if (a.resultIs !== undefined && b.resultIs !== undefined && a.resultIs !== b.resultIs) return false;
  return a.requires.every((r) => b.requires.every((other) => !contradicts(r, other)));
}

function contradicts(a: Requirement, b: Requirement): boolean {
  if (a.param !== b.param) return false;
  if (a.kind === 'signs') return b.kind === 'signs' && (a.signs & b.signs) === 0;
  if (b.kind === 'signs') return false;
  const same = a.kind === 'is' ? b.kind === 'is' && a.value === b.value : b.kind === 'has' && a.flag === b.flag;
  return same ? a.negated !== b.negated : a.kind === 'is' && b.kind === 'is' && !a.negated && !b.negated;
}

function changes({ effects }: Outcome, object: string): boolean {
  return object === 'result' || effects.some((e) => e.object === object && !e.fills && e.verb !== 'returns');
}

/**
 * Where no outcome does anything, nothing hangs on which one it was but what is taken for granted: those that assume the
 * same are one.
 */
export function blend(outcomes: readonly Outcome[]): readonly Outcome[] {
  if (outcomes.length < 2 || outcomes.some((o) => o.effects.length > 0 || cleared(o).length > 0)) return outcomes;
  const groups = new Map<string, Outcome[]>();
  for (const o of outcomes) groups.set(assumed(o), [...(groups.get(assumed(o)) ?? []), o]);
  return [...groups.values()].map((alike) => {
    const { resultIs, ...all } = alike.reduce(united);
    const one = { ...all, requires: [], result: alike.reduce((signs, o) => signs | o.result, 0) };
    return alike.length === 1 && resultIs !== undefined ? { ...one, resultIs } : one;
  });
}

function assumed({ assumes = [] }: Outcome): string {
  return assumes.map(({ object, name }) => `${object} ${name}`).join();
}

/** The pointers of the caller's that are NULL afterwards. */
export function cleared({ leaves = {} }: Outcome): string[] {
  return Object.keys(leaves).filter((pointer) => leaves[pointer] === 'null');
}

/**
 * Outcomes with the same effects and the same result are one; their conditions are weakened to hold for both.
 * @param mayUnite asked of two such outcomes
 */
export function merge(outcomes: readonly Outcome[], mayUnite: MayUnite = () => true): Outcome[] {
  const merged = new Map<string, Outcome[]>();
  for (const o of outcomes) {
    const alike = merged.get(changeOf(o)) ?? [];
    merged.set(changeOf(o), alike);
    const at = alike.findIndex((known) => mayUnite(known, o));
    if (at < 0) alike.push(o);
    else alike[at] = united(alike[at]!, o);
  }
  return [...merged.values()].flat();
}

type MayUnite = (a: Outcome, b: Outcome) => boolean;

/**
 * Keeps apart what the caller could then no longer tell from an outcome that does something else: behind
 * `if (!page) return;` and `if (!(flags & FREE)) return;` it is not so that any page may be left with any flags.
 */
export function foreseen(outcomes: readonly Outcome[]): MayUnite {
  const distinct = [...new Map(outcomes.map((o) => [`${changeOf(o)} ${JSON.stringify(o.requires)}`, o])).values()];
  return (a, b) => {
    const both = united(a, b);
    if (JSON.stringify(both.requires) === JSON.stringify(a.requires)) return true;
    const others = distinct.filter((other) => mayBeBoth(both, other) && changeOf(other) !== changeOf(a));
    return others.every((other) => mayBeBoth(a, other) || mayBeBoth(b, other));
  };
}

function changeOf(o: Outcome): string {
  const effects = o.effects.map((e) => `${e.verb} ${e.object} ${countText(e.times)} ${e.fills}`).sort();
  return `${o.result} ${o.resultIs ?? ''} ${effects.join(';')} ${cleared(o).join()}`;
}

/** What holds of both. */
function united(a: Outcome, b: Outcome): Outcome {
  const kept = Object.entries(a.leaves ?? {}).filter(([pointer, left]) => b.leaves?.[pointer] === left);
  return {
    ...a,
    requires: weaken(a.requires, b.requires),
    keeps: [...new Set([...(a.keeps ?? []), ...(b.keeps ?? [])])].sort(),
    leaves: Object.fromEntries(kept),
    assumes: distinct([...(a.assumes ?? []), ...(b.assumes ?? [])]),
  };
}

function weaken(a: readonly Requirement[], b: readonly Requirement[]): Requirement[] {
  const signs = (list: readonly Requirement[], param: string) =>
    list.find((r) => r.kind === 'signs' && r.param === param);
  return a.flatMap((r): Requirement[] => {
    if (r.kind !== 'signs') return b.some((o) => JSON.stringify(o) === JSON.stringify(r)) ? [r] : [];
    const other = signs(b, r.param);
    if (other?.kind !== 'signs') return [];
    const both = r.signs | other.signs;
    return both === ANY ? [] : [{ ...r, signs: both }];
  });
}

/**
 * Where every way through a function answers with an enumerator, an outcome that stands for several answers is none of
 * those that other outcomes have.
 * @param all the outcomes before some became one
 */
export function tellApart(few: readonly Outcome[], all: readonly Outcome[]): readonly Outcome[] {
  if (!all.every((o) => answerOf(o) !== undefined)) return few;
  return few.map((o) => {
    if (answerOf(o) !== undefined) return o;
    const own = new Set(all.filter((one) => changeOf(one) === changeOf(o)).map(answerOf));
    const others = [...new Set(all.map(answerOf))].filter((name) => !own.has(name));
    const not = others.map((value) => ({ kind: 'is', param: 'result', value: value!, negated: true }) as const);
    return { ...o, requires: [...o.requires, ...not] };
  });
}

/** The enumerator that the function returns in this outcome. */
function answerOf({ requires }: Outcome): string | undefined {
  const answer = requires.find((r) => r.kind === 'is' && r.param === 'result' && !r.negated);
  return answer?.kind === 'is' ? answer.value : undefined;
}
