import { assume, constantOf, withSigns } from './facts.js';
import type { Outcome, Requirement, Summary } from './outcome.js';
import { locate } from './path.js';
import type { State } from './state.js';
import { int, NULL, operation, symbol, type Value } from './value.js';

/** The path condition under which an outcome can happen with these arguments; undefined when it cannot. */
export function feasible(s: State, args: readonly Value[], summary: Summary, o: Outcome): State['facts'] | undefined {
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
  if (value === 'negative') return operation('<', [arg, NULL]);
  if (value === 'positive') return operation('>', [arg, NULL]);
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

/** Conditions such as `result has VM_FAULT_LOCKED` are remembered of the result, for the caller's own test of it. */
export function requireResult(facts: State['facts'], result: Value, o: Outcome): State['facts'] | undefined {
  const own = o.requires.filter((r) => r.param === 'result');
  return own.reduce<State['facts'] | undefined>((f, r) => f && requireOf(f, result, r), facts);
}
