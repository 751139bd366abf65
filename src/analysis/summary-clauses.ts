import type { Clause, Condition, ResultTest } from './contract.js';
import { countText } from './count.js';
import { ANY, IS_ZERO, NEGATIVE, NONZERO, POSITIVE, type Signs, signOf } from './facts.js';
import type { Effect, Outcome, Summary } from './outcome.js';
import { requirementCondition, withSignRequirements } from './requirement-words.js';
import { mayBeBoth } from './settle.js';

/** The C types that choose between words of one meaning: `null`, `false` and `zero`. Without one, the neutral word. */
export interface Types {
  readonly returnType?: string;
  readonly params?: Readonly<Record<string, string>>;
}

/** A summary in the language of contracts. */
export interface SummaryClauses {
  /** What happens whenever the conditions hold. */
  readonly always: readonly Clause[];
  /** What happens on some of the paths on which they hold; the summary does not say on which. */
  readonly sometimes: readonly Clause[];
}

/**
 * Tells a summary in clauses, each effect under the weakest conditions that set it apart: `summaryOf` makes an equal
 * summary of those that always hold. What clauses have no words for is left out: parameters that are kept, and a pointer
 * in a structure that is filled whatever comes back.
 */
export function clausesOf(summary: Summary, types: Types = {}): SummaryClauses {
  const all = summary.outcomes.map(withSignRequirements);
  const effects = new Map(all.flatMap((o) => o.effects).map((e) => [effectKey(e), e]));
  const told = [...effects].flatMap(([key, effect]) => {
    const has = (o: Outcome) => o.effects.some((e) => effectKey(e) === key);
    const others = all.filter((o) => !has(o));
    return coverOf(widened(all.filter(has)), others).map((one) => ({
      clause: clause(effect, one, domainOf(all), types),
      isSure: !others.some((o) => admits(one, o)),
    }));
  });
  const clauses = (isSure: boolean) => told.filter((one) => one.isSure === isSure).map((one) => one.clause);
  return { always: clauses(true), sometimes: clauses(false) };
}

function effectKey({ verb, object, times, holder, fills }: Effect): string {
  return `${verb} ${object} ${countText(times)} ${holder ?? ''} ${fills}`;
}

/** A set of outcomes, by what they have in common; numbers that the result is not are told apart elsewhere. */
interface Case extends Outcome {
  readonly resultIsNot: readonly number[];
}

/** Outcomes that differ in the sign of the result alone are one case. */
function widened(outcomes: readonly Outcome[]): Outcome[] {
  const byRest = new Map<string, Outcome>();
  for (const o of outcomes) {
    const key = JSON.stringify([o.requires, o.resultIs]);
    const known = byRest.get(key);
    byRest.set(key, known ? { ...known, result: known.result | o.result } : o);
  }
  return [...byRest.values()];
}

/** Cases that hold for all of `wanted` and, where the outcomes can be told apart, for none of `others`. */
function coverOf(wanted: readonly Outcome[], others: readonly Outcome[]): Case[] {
  const cover: Case[] = [];
  for (const o of wanted) if (!cover.some((c) => includes(c, o))) cover.push(weakest(caseOf(o, others), others));
  return cover;
}

/** Where a number is an outcome of its own, the others of its sign are of other numbers. */
function caseOf(o: Outcome, others: readonly Outcome[]): Case {
  const numbers = others.flatMap(({ resultIs }) => resultIs ?? []);
  const resultIsNot = numbers.filter((n) => o.resultIs === undefined && (signOf(n) & o.result) !== 0);
  return { ...o, resultIsNot: [...new Set(resultIsNot)] };
}

/** Takes conditions away, one after the other, as long as no other outcome comes in. */
function weakest(start: Case, others: readonly Outcome[]): Case {
  const inside = others.filter((o) => admits(start, o));
  const try_ = (c: Case, next: Case) => (others.some((o) => admits(next, o) && !inside.includes(o)) ? c : next);
  const { resultIs: _, ...anyNumber } = start;
  let c = try_(start, { ...anyNumber, result: ANY, resultIsNot: [] });
  for (const r of start.requires) c = try_(c, { ...c, requires: c.requires.filter((other) => other !== r) });
  return c;
}

function admits(c: Case, o: Outcome): boolean {
  if (c.resultIs !== undefined && o.resultIs !== c.resultIs) return false;
  if (o.resultIs !== undefined && c.resultIsNot.includes(o.resultIs)) return false;
  return mayBeBoth(c, o);
}

function includes(c: Case, o: Outcome): boolean {
  if ((o.result & ~c.result) !== 0 || c.resultIsNot.length > 0) return false;
  if (c.resultIs !== undefined && c.resultIs !== o.resultIs) return false;
  return c.requires.every((r) => o.requires.some((other) => JSON.stringify(other) === JSON.stringify(r)));
}

function domainOf(outcomes: readonly Outcome[]): Signs {
  return outcomes.reduce((signs, o) => signs | o.result, 0);
}

function clause({ verb, object, times, holder }: Effect, c: Case, domain: Signs, types: Types): Clause {
  const { returnType } = types;
  const conditions = [
    ...resultConditions(c, domain, returnType),
    ...c.requires.map((r) => requirementCondition(r, types.params?.[r.param])),
  ];
  // Grammar and habit: what must be stands in front of what must not.
  const sorted = [...conditions.filter((k) => !k.negated), ...conditions.filter((k) => k.negated)];
  return { verb, object, times, ...(holder && { holder }), conditions: sorted };
}

function resultConditions(c: Case, domain: Signs, returnType: string | undefined): Condition[] {
  if (c.resultIs !== undefined && c.resultIs !== 0) return [{ on: 'result', test: c.resultIs, negated: false }];
  const not = c.resultIsNot.map((test): Condition => ({ on: 'result', test, negated: true }));
  const signs = c.result & domain;
  return signs === domain ? not : [...signConditions(signs, domain, returnType), ...not];
}

function signConditions(signs: Signs, domain: Signs, returnType: string | undefined): Condition[] {
  const is = (test: ResultTest, negated = false): Condition => ({ on: 'result', test, negated });
  const words = wordsFor(domain, returnType);
  if (words === 'truth') return [is(signs === IS_ZERO ? 'false' : 'true')];
  if (words === 'pointer') {
    const single = POINTER_WORDS.find(([sign]) => sign === signs && sign !== POSITIVE);
    if (single) return [is(single[1])];
    return POINTER_WORDS.filter(([sign]) => (domain & ~signs & sign) !== 0).map(([, word]) => is(word, true));
  }
  return [NEUTRAL[signs] ?? is('zero')];
}

const POINTER_WORDS = [
  [IS_ZERO, 'null'],
  [NEGATIVE, 'error'],
  [POSITIVE, 'valid'],
] as const;

/** What the domain gives away without a type: no integer is never negative, or never zero. */
function wordsFor(domain: Signs, returnType: string | undefined): 'pointer' | 'truth' | 'number' {
  if (returnType === undefined) return domain === ANY || (domain & POSITIVE) === 0 ? 'number' : 'pointer';
  if (returnType.includes('*')) return 'pointer';
  return /\b(bool|_Bool)\b/.test(returnType) ? 'truth' : 'number';
}

const NEUTRAL: Readonly<Record<Signs, Condition>> = {
  [NEGATIVE]: { on: 'result', test: 'negative', negated: false },
  [IS_ZERO]: { on: 'result', test: 'zero', negated: false },
  [POSITIVE]: { on: 'result', test: 'positive', negated: false },
  [NONZERO]: { on: 'result', test: 'nonzero', negated: false },
  [NEGATIVE | IS_ZERO]: { on: 'result', test: 'positive', negated: true },
  [IS_ZERO | POSITIVE]: { on: 'result', test: 'negative', negated: true },
};
