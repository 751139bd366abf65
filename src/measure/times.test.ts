import { expect, it } from 'vitest';
import { formatTimes, median } from './times.js';

it('takes the lower of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2);
});

it('prints least, median and greatest', () => {
  const runs = [1, 3, 2].map((wall) => ({ wall, cpu: wall / 2 }));
  expect(formatTimes({ check: runs }).split('\n')).toEqual([
    'seconds                    min  median     max',
    'check, wall               1.00    2.00    3.00',
    'check, user+sys           0.50    1.00    1.50',
  ]);
});
