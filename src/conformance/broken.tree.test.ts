import { describe, expect, it } from 'vitest';
import { openTree } from '../tree/index.js';
import { brokenIn } from './broken.js';
import { primitivesOf } from './headers.js';

const { FOLIOLINT_TREE_6_12: tree612, FOLIOLINT_TREE_6_1: tree61 } = process.env;

describe.each([
  ['6.12', tree612],
  ['6.1', tree61],
])('the primitives of %s (skipped without FOLIOLINT_TREE_*)', (_, path) => {
  it.skipIf(!path)('break nothing', async () => {
    const { tree } = await openTree(path, { patches: [] });
    const { violations, schedules, bounded } = brokenIn(await primitivesOf(tree, []));
    expect(violations).toEqual([]);
    expect(bounded).toEqual([]);
    expect(schedules.map(({ invariant, scenario }) => `${invariant}: ${scenario.name}`)).toEqual([
      'I5: a freeze while a counted owner puts',
      'I6: a drop to 0 without a test against a get',
    ]);
  });
});
