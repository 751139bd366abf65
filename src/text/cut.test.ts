import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cut } from './cut.js';

it('keeps what fits, and shows by dots that something is missing', () => {
  expect(cut('folio_put', 9)).toBe('folio_put');
  expect(cut('folio_put()', 9)).toBe('folio_...');
});

it('is never wider than it may be, and cuts no character in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 3, max: 40 }), (text, width) => {
      const short = [...cut(text, width)];
      expect(short.length).toBeLessThanOrEqual(width);
      if (short.length < [...text].length) expect([...text].slice(0, width - 3)).toEqual(short.slice(0, -3));
    }),
  );
});
