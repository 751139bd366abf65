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

function hasFlag(facts: State['facts'], arg: Value, flag: string, wanted: boolean): State['facts'] | undefined {
  const word = withoutOtherFlags(arg, flag);
  const known = typeof word === 'boolean' ? word : plainWord(facts, word);
  if (known !== undefined) return known === wanted ? facts : undefined;
  return assume(facts, operation('&', [word as Value, symbol(flag, { kind: 'constant' })]), wanted);
}

/**
 * The part of a flag word that decides whether it has `flag`: `flags` of `flags | OTHER` and of `flags & ~OTHER`. True or
 * false where the word itself shows it.
 */
function withoutOtherFlags(word: Value, flag: string): Value | boolean {
  if (word.key === flag) return true;
  const [a, b] = word.kind === 'operation' ? word.operands : [];
  if (word.kind !== 'operation' || !a || !b) return word;
  if (word.op === '|') return either(withoutOtherFlags(a, flag), withoutOtherFlags(b, flag), word);
  const mask = word.op === '&' && b.kind === 'operation' && b.op === '~' ? b.operands[0] : undefined;
  if (!mask) return word;
  return withoutOtherFlags(mask, flag) === true ? false : withoutOtherFlags(a, flag);
}

function either(a: Value | boolean, b: Value | boolean, word: Value): Value | boolean {
  if (a === true || b === true) return true;
  if (isOther(a)) return isOther(b) ? false : b;
  return isOther(b) ? a : word;
}

/** Another flag: constants with different names are taken to be different bits. */
function isOther(v: Value | boolean): boolean {
  return v === false || (typeof v === 'object' && v.kind === 'symbol' && v.source.kind === 'constant');
}

/** A plain 0, or another flag alone, has not got the flag that is asked for. */
function plainWord(facts: State['facts'], word: Value): boolean | undefined {
  return constantOf(facts, word) === 0 || isOther(word) ? false : undefined;
}

/** Conditions such as `result has VM_FAULT_LOCKED` are remembered of the result, for the caller's own test of it. */
export function requireResult(facts: State['facts'], result: Value, o: Outcome): State['facts'] | undefined {
  const own = o.requires.filter((r) => r.param === 'result');
  return own.reduce<State['facts'] | undefined>((f, r) => f && requireOf(f, result, r), facts);
}
