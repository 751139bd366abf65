import { describe, expect, it } from 'vitest';
import { readOptions, SETS } from './options.js';

describe('readOptions', () => {
  it('takes the trees of the environment', () => {
    const { trees, sets, seeds } = readOptions([], { FOLIOLINT_TREE_6_12: '/a', FOLIOLINT_TREE_6_1: '/b' });
    expect([...trees]).toEqual([
      ['6.12', '/a'],
      ['6.1', '/b'],
    ]);
    expect(sets).toEqual(SETS);
    expect(seeds).toEqual([1]);
  });

  it('takes several seeds and pairs of trees', () => {
    const args = ['--seed', '1,2', '--seed', '3', '--old', 'a', '--new', 'b', '--old', 'c', '--new', 'd', '-j', '1'];
    const { seeds, releases, workers } = readOptions(args, {});
    expect(seeds).toEqual([1, 2, 3]);
    expect(releases).toEqual([
      { before: 'a', after: 'b' },
      { before: 'c', after: 'd' },
    ]);
    expect(workers).toBe(1);
  });

  it.each([
    [['--old', 'a'], '--old and --new come in pairs'],
    [['--seed', 'x'], '--seed: x is no number above 0'],
    [['--sets', 'all'], '--sets: all is none of mutants, drivers'],
    [['--what'], "Unknown option '--what'"],
  ])('refuses %j', (args, message) => {
    expect(() => readOptions(args, {})).toThrow(message);
  });
});
