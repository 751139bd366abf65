import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleOf } from './scale.js';

describe('scaleOf', () => {
  it('is linear where a step of one can be seen', () => {
    const scale = scaleOf([1, 2, 1]);
    expect(scale).toMatchObject({ ticks: [0, 1, 2], isLinear: true });
    expect([0, 1, 2].map(scale.at)).toEqual([0, 0.5, 1]);
  });

  it('draws neighbours alike where they are far apart', () => {
    const scale = scaleOf([512, 513]);
    expect(scale).toMatchObject({ ticks: [0, 512, 513], isLinear: false });
    expect([0, 512, 513].map(scale.at)).toEqual([0, 0.5, 1]);
  });

  it('puts the bit of a frozen page above all counts', () => {
    const scale = scaleOf([1, -0x80000000, 0x7fffffff]);
    expect(scale.ticks).toEqual([0, 1, 0x7fffffff, -0x80000000]);
    expect(scale.at(-0x80000000)).toBe(1);
  });

  it('is monotone and stays inside, for any counts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 2000 }), { minLength: 1, maxLength: 20 }), (counts) => {
        const { at } = scaleOf(counts);
        const sorted = counts.toSorted((a, b) => a - b).map(at);
        expect(sorted.every((y, i) => y >= 0 && y <= 1 && (i === 0 || y >= sorted[i - 1]!))).toBe(true);
      }),
    );
  });
});
