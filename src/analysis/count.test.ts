import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addCounts, type Count, countOf, countSign, countText, isZeroCount, ONE, symbolicCount } from './count.js';

const counts = fc
  .record({
    constant: fc.integer({ min: -3, max: 3 }),
    n: fc.integer({ min: -2, max: 2 }),
    m: fc.integer({ min: -2, max: 2 }),
  })
  .map(({ constant, n, m }) => addCounts(addCounts(countOf(constant), symbolicCount('n'), n), symbolicCount('m'), m));
const numberOf = (c: Count, n: number, m: number) => c.constant + (c.terms.n ?? 0) * n + (c.terms.m ?? 0) * m;

test.each([
  [countOf(0), '0'],
  [countOf(-1), '-1'],
  [addCounts(ONE, symbolicCount('nr_pages')), '1 + nr_pages'],
  [addCounts(ONE, symbolicCount('nr_pages'), -1), '1 - nr_pages'],
  [symbolicCount('refs', 2), '2·refs'],
])('%j reads %s', (count, text) => {
  expect(countText(count)).toBe(text);
});

test('what was added and taken away again leaves no term', () => {
  const sum = addCounts(symbolicCount('nr_pages'), symbolicCount('nr_pages'), -1);
  expect([sum, isZeroCount(sum)]).toEqual([countOf(0), true]);
});

test('addition adds the numbers that the counts stand for', () => {
  fc.assert(
    fc.property(counts, counts, fc.constantFrom(-1, 1, 2), fc.nat(5), fc.nat(5), (a, b, factor, n, m) => {
      expect(numberOf(addCounts(a, b, factor), n, m)).toBe(numberOf(a, n, m) + factor * numberOf(b, n, m));
    }),
  );
});

test('a sign holds for all numbers of at least one', () => {
  const sizes = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(counts, sizes, sizes, (count, n, m) => {
      const sign = countSign(count);
      if (sign !== undefined) expect(Math.sign(numberOf(count, n, m)) + 0).toBe(sign);
    }),
  );
});
