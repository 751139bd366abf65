import type { CalleeAssumption } from './assumption.js';
import type { Clause, Condition, Contract, Verb } from './contract.js';
import type { Count } from './count.js';
import { ANY, IS_ZERO, NEGATIVE, NONZERO, POSITIVE, type Signs } from './facts.js';
import type { Writes } from './writes.js';

/** One way in which a call can end: what must hold of the arguments, what comes back, what happened to references. */
export interface Outcome {
  readonly requires: readonly Requirement[];
  /** Signs that the result may have. */
  readonly result: Signs;
  readonly resultIs?: number;
  readonly effects: readonly Effect[];
  /** Parameters of the summary's `keeps` that are stored when it ends in this way; all where it is not known. */
  readonly keeps?: readonly string[];
  /** Of an inferred one: which objects the body hands to functions that nobody has read. */
  readonly assumes?: readonly CalleeAssumption[];
  /** What pointers of the caller's (`*foliop`) hold afterwards, where that is known: NULL, or what they held before. */
  readonly leaves?: Readonly<Record<string, 'null' | 'same'>>;
}

/** A condition on one argument: `param` is a parameter's name, a path from it, or `result`. */
export type Requirement =
  | { readonly kind: 'signs'; readonly param: string; readonly signs: Signs }
  | { readonly kind: 'is'; readonly param: string; readonly value: string; readonly negated: boolean }
  | { readonly kind: 'has'; readonly param: string; readonly flag: string; readonly negated: boolean };

export interface Effect {
  readonly verb: Verb;
  /** As in a clause: a path from a parameter name, `result`, `mapped-folio`. */
  readonly object: string;
  /** Terms name parameters, `nr_pages` or `all`. */
  readonly times: Count;
  readonly holder?: Clause['holder'];
  /** The pointer at `object` is set by the callee, and what it points to is new to the caller. */
  readonly fills: boolean;
  /** The condition under which the callee does this, for people: `freeze is true`. */
  readonly because: string;
}

/** What a function does to references, ready to be applied to a call. */
export interface Summary {
  readonly name: string;
  readonly params: readonly string[];
  readonly outcomes: readonly Outcome[];
  /** Parameters whose pointer the function stores where others find it; their reference may travel with it. */
  readonly keeps: readonly string[];
  readonly source: Contract['source'];
  /** Of an inferred one, which fields it may write. */
  readonly writes?: Writes;
  /** What is declared may be about another text of the function: the series changes it. */
  readonly isRedefined?: true;
  /** Kernels differ in what is declared, and which kernel this is was not told: the newest is taken. */
  readonly unsettled?: true;
}

/** Compiles the clauses of a contract (already selected for one kernel version) to outcomes. */
export function summaryOf(contract: Contract, clauses: readonly Clause[]): Summary {
  const argumentTests = distinctArgumentTests(clauses);
  const classes = resultClasses(clauses);
  const outcomes = assignments(argumentTests).flatMap((truths) =>
    mergeEqual(classes.map((c) => outcome(clauses, argumentTests, truths, c))),
  );
  const keeps = clauses.filter(isKept).map((c) => c.object);
  return { name: contract.name, params: contract.params, outcomes, keeps, source: contract.source };
}

interface ResultClass {
  readonly signs: Signs;
  readonly is?: number;
}

function distinctArgumentTests(clauses: readonly Clause[]): ArgumentTest[] {
  const tests = clauses.flatMap((c) => c.conditions).filter((c): c is ArgumentTest => c.on === 'argument');
  const byKey = new Map(tests.map((t) => [testKey(t), t]));
  return [...byKey.values()];
}

type ArgumentTest = Extract<Condition, { on: 'argument' }>;

function testKey(t: ArgumentTest): string {
  return `${t.name} ${t.relation} ${t.value}`;
}

/** All combinations of truth values for the argument tests; contracts have at most three. */
function assignments(tests: readonly unknown[]): boolean[][] {
  return tests.reduce<boolean[][]>(
    (all) =>
      all.flatMap((a) => [
        [...a, true],
        [...a, false],
      ]),
    [[]],
  );
}

/**
 * The classes of results that the clauses tell apart. Which signs can occur at all follows from the words used:
 * `null` speaks of a pointer without ERR_PTR, `error` alone of one without NULL, `true` of a bool.
 */
function resultClasses(clauses: readonly Clause[]): ResultClass[] {
  const tests = clauses
    .flatMap((c) => c.conditions)
    .filter((c) => c.on === 'result')
    .map((c) => c.test);
  if (tests.length === 0) return [{ signs: ANY }];
  const numbers = tests.filter((t): t is number => typeof t === 'number');
  const words = new Set(tests.filter((t) => typeof t === 'string'));
  const has = (...some: readonly (typeof tests)[number][]) => some.some((w) => words.has(w as never));
  let domain: Signs = ANY;
  if (numbers.length === 0 && !has('zero', 'nonzero', 'negative', 'positive')) {
    const nullable = has('null', 'nonnull', 'true', 'false');
    const failing = has('error', 'valid');
    domain = POSITIVE | (nullable ? IS_ZERO : 0) | (failing ? NEGATIVE : 0);
  }
  const signs = [NEGATIVE, IS_ZERO, POSITIVE].filter((s) => s & domain).map((s) => ({ signs: s }));
  return [...numbers.filter((n) => n !== 0).map((n) => ({ signs: n < 0 ? NEGATIVE : POSITIVE, is: n })), ...signs];
}

function outcome(
  clauses: readonly Clause[],
  tests: readonly ArgumentTest[],
  truths: readonly boolean[],
  result: ResultClass,
): Outcome {
  const truth = new Map(tests.map((t, i) => [testKey(t), truths[i] ?? false]));
  const met = clauses.filter((c) => c.conditions.every((k) => conditionHolds(k, truth, result)));
  return {
    requires: tests.map((t, i) => requirement(t, truths[i] ?? false)),
    result: result.signs,
    ...(result.is === undefined ? {} : { resultIs: result.is }),
    effects: met.filter((c) => !isKept(c)).map(effectOf),
    ...(clauses.some(isKept) ? { keeps: met.filter(isKept).map((c) => c.object) } : {}),
  };
}

function isKept({ verb }: Clause): boolean {
  return verb === 'keeps';
}

function conditionHolds(c: Condition, truth: ReadonlyMap<string, boolean>, result: ResultClass): boolean {
  if (c.on === 'argument') return (truth.get(testKey(c)) ?? false) !== c.negated;
  if (typeof c.test === 'number') {
    const equal = c.test === 0 ? result.signs === IS_ZERO : result.is === c.test;
    return equal !== c.negated;
  }
  return ((SIGNS[c.test] & result.signs) !== 0) !== c.negated;
}

const SIGNS = {
  true: NONZERO,
  false: IS_ZERO,
  zero: IS_ZERO,
  nonzero: NONZERO,
  null: IS_ZERO,
  nonnull: POSITIVE,
  error: NEGATIVE,
  negative: NEGATIVE,
  positive: POSITIVE,
  valid: POSITIVE,
} as const;

function requirement(t: ArgumentTest, truth: boolean): Requirement {
  const param = t.name;
  const negated = !truth;
  return t.relation === 'has'
    ? { kind: 'has', param, flag: t.value, negated }
    : { kind: 'is', param, value: t.value, negated };
}

function effectOf(c: Clause): Effect {
  const conditions = c.conditions.filter((k) => k.on === 'argument').map(conditionText);
  return {
    verb: c.verb,
    object: c.object,
    times: c.times,
    ...(c.holder ? { holder: c.holder } : {}),
    fills: fills(c),
    because: conditions.join(' and '),
  };
}

/**
 * `gets *foliop` sets the pointer; `gets buf.page unless error` fills a field, while an unconditional `gets buf.page`
 * takes a reference of the page that is there.
 */
function fills(c: Clause): boolean {
  const acquires = c.verb === 'gets' || c.verb === 'borrows' || c.verb === 'pins' || c.verb === 'moves-from';
  const answers = c.conditions.some((k) => k.on === 'result' || k.name === 'result');
  return acquires && (c.object.startsWith('*') || (answers && /->|\.|\[\]$/.test(c.object)));
}

function conditionText(c: ArgumentTest): string {
  return `${c.name} ${c.relation} ${c.negated ? 'not ' : ''}${c.value}`;
}

/** Result classes that lead to the same effects are one outcome. */
function mergeEqual(outcomes: readonly Outcome[]): Outcome[] {
  const merged = new Map<string, Outcome>();
  for (const o of outcomes) {
    const key = `${o.resultIs ?? ''} ${JSON.stringify([o.effects, o.keeps])}`;
    const same = merged.get(key);
    merged.set(key, same ? { ...same, result: same.result | o.result } : o);
  }
  return [...merged.values()];
}
