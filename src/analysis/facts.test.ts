import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assume,
  constantOf,
  type Facts,
  IS_ZERO,
  NEGATIVE,
  NONZERO,
  POSITIVE,
  signOf,
  signsOf,
  withSigns,
} from './facts.js';
import { int, operation, symbol, type Value } from './value.js';

const NONE: Facts = new Map();
const x = symbol('x', { kind: 'unknown' });
const y = symbol('y', { kind: 'unknown' });
const errno = (name: string) => operation('neg', [symbol(name, { kind: 'constant' })]);

describe('assume', () => {
  test('contradicts what the path knows', () => {
    const positive = assume(NONE, operation('>', [x, int(0)]), true)!;
    expect(signsOf(positive, x)).toBe(POSITIVE);
    expect(assume(positive, operation('<=', [x, int(0)]), true)).toBeUndefined();
    expect(assume(positive, x, false)).toBeUndefined();
  });

  test('learns a constant, and that it is not one', () => {
    const two = operation('==', [x, int(2)]);
    expect(constantOf(assume(NONE, two, true)!, x)).toBe(2);
    expect(assume(assume(NONE, two, false)!, two, true)).toBeUndefined();
  });

  test('an errno is negative behind its minus', () => {
    expect(signsOf(NONE, errno('ENOMEM'))).toBe(NEGATIVE);
    expect(assume(NONE, operation('<', [errno('EAGAIN'), int(0)]), false)).toBeUndefined();
  });

  test('enumerators with different names are different', () => {
    const is = (name: string) =>
      operation('==', [symbol(name, { kind: 'constant' }), symbol('FROB_A', { kind: 'constant' })]);
    expect([assume(NONE, is('FROB_A'), false), assume(NONE, is('FROB_B'), true)]).toEqual([undefined, undefined]);
  });

  test('a value entry of an xarray is no folio', () => {
    const entry = assume(NONE, operation('pure', [x], 'xa_is_value'), true)!;
    expect(signsOf(entry, x)).toBe(NEGATIVE);
  });
});

test('withSigns of zero is the constant 0', () => {
  expect(constantOf(withSigns(NONE, x, IS_ZERO)!, x)).toBe(0);
  expect(withSigns(withSigns(NONE, x, NONZERO)!, x, IS_ZERO)).toBeUndefined();
});

describe('the path condition', () => {
  const NUMBERS = [-2, -1, 0, 1, 2];
  const leaf = fc.oneof(fc.constantFrom<Value>(x, y), fc.constantFrom(...NUMBERS).map(int));
  const comparison = fc
    .tuple(fc.constantFrom('==', '!=', '<', '<=', '>', '>='), leaf, leaf)
    .map(([op, a, b]) => operation(op as '==', [a, b]));
  const condition = fc.oneof(leaf, comparison).chain((v) => fc.constantFrom(v, operation('!', [v])));
  const branches = fc.array(fc.tuple(condition, fc.boolean()), { maxLength: 6 });

  test('never drops a state that two numbers satisfy', () => {
    fc.assert(
      fc.property(branches, fc.constantFrom(...NUMBERS), fc.constantFrom(...NUMBERS), (path, a, b) => {
        const numbers = { x: a, y: b };
        let facts: Facts | undefined = NONE;
        for (const [v, truth] of path) {
          if ((numberOf(v, numbers) !== 0) !== truth) return;
          facts = facts && assume(facts, v, truth);
        }
        expect(facts).toBeDefined();
        for (const [v, n] of [
          [x, a],
          [y, b],
        ] as const) {
          expect(signsOf(facts!, v) & signOf(n)).not.toBe(0);
          expect([undefined, n]).toContain(constantOf(facts!, v));
        }
      }),
      { numRuns: 2000 },
    );
  });

  function numberOf(v: Value, numbers: Readonly<Record<string, number>>): number {
    if (v.kind === 'int') return v.value;
    if (v.kind !== 'operation') return numbers[v.key]!;
    const folded = operation(
      v.op,
      v.operands.map((o) => int(numberOf(o, numbers))),
    );
    return folded.kind === 'int' ? folded.value : Number.NaN;
  }
});
