import { addCounts, type Count, countOf, symbolicCount } from './count.js';
import { constantOf, type Facts, IS_ZERO } from './facts.js';
import type { Value } from './value.js';

/**
 * `a - b`, where the path knows it whatever the symbols stand for: `nr` and `nr - 1` differ by 1, and so do `got` and
 * `nr - 1` behind `if (got != nr) return`.
 */
export function differenceOf(facts: Facts, a: Value, b: Value): number | undefined {
  const { constant, terms } = addCounts(linear(facts, a), linear(facts, b), -1);
  const left = Object.entries(terms);
  if (left.length === 0) return constant;
  const [plus, minus] = [1, -1].map((factor) => left.find(([, n]) => n === factor)?.[0]);
  const cancels = left.length === 2 && plus !== undefined && minus !== undefined && areEqual(facts, plus, minus);
  return cancels ? constant : undefined;
}

function linear(facts: Facts, v: Value): Count {
  const n = constantOf(facts, v);
  if (n !== undefined) return countOf(n);
  const [a, b] = v.kind === 'operation' && (v.op === '+' || v.op === '-') ? v.operands : [];
  if (a && b && v.kind === 'operation') return addCounts(linear(facts, a), linear(facts, b), v.op === '-' ? -1 : 1);
  return symbolicCount(v.key);
}

/** A branch of the path found the two to be equal. */
function areEqual(facts: Facts, a: string, b: string): boolean {
  const asked = (op: string) => facts.get(`(${a}${op}${b})`)?.signs ?? facts.get(`(${b}${op}${a})`)?.signs;
  const [same, differ] = [asked('=='), asked('!=')];
  return (same !== undefined && (same & IS_ZERO) === 0) || differ === IS_ZERO;
}
