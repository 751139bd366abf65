import { describe, expect, it } from 'vitest';
import { openTree } from '../tree/index.js';
import { brokenIn } from './contract-suite.js';
import { primitivesOf } from './headers.js';

/** Kernel trees that the machine may have; without them these tests are skipped. */
const TREES = [process.env.FOLIOLINT_TREE_6_1, process.env.FOLIOLINT_TREE_6_12].filter((it) => it !== undefined);

describe.skipIf(TREES.length === 0)('the primitives of a real kernel', () => {
  it.each(TREES)('break nothing: %s', async (path) => {
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
