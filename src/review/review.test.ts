import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Report, renderJson, renderText } from '../report/index.js';
import { PLAIN } from '../report/testing.js';
import type { Origin } from '../rules/index.js';
import { review } from './index.js';

const SERIES = new URL('../../testdata/series/', import.meta.url);
const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

const names = readdirSync(SERIES).sort();

/** Inputs are named as a user in the checkout does: diagnostics repeat the name. */
const check = (name: string, tree?: 'tree'): Promise<Report> =>
  review({
    inputs: [`testdata/series/${name}/series.mbox`],
    ...(tree && { tree: `testdata/series/${name}/tree` }),
    cwd: process.cwd(),
  });

const text = (report: Report, include: readonly Origin[] = []): string => renderText(report, { ...PLAIN, include });

const expected = (name: string, file: string) => fileURLToPath(new URL(`${name}/${file}`, SERIES));

describe('review', () => {
  it.each(names)('%s, on its tree', async (name) => {
    const report = await check(name, 'tree');
    await expect(text(report)).toMatchFileSnapshot(expected(name, 'report.txt'));
    await expect(renderJson(report, ['transient', 'resolved'])).toMatchFileSnapshot(expected(name, 'report.json'));
  });

  it.each(names)('%s, without a tree', async (name) => {
    await expect(text(await check(name))).toMatchFileSnapshot(expected(name, 'hunks-only.txt'));
  });

  it('shows what a later patch of the series resolves when asked', async () => {
    const report = await check('transient', 'tree');
    await expect(text(report, ['transient', 'resolved'])).toMatchFileSnapshot(expected('transient', 'all-origins.txt'));
  });

  it('takes a patch from a quote once, however often it is quoted', async () => {
    const { patches } = await check('thread', 'tree');
    expect(patches.map(({ kind, applied }) => [kind, applied])).toEqual([
      ['patch', true],
      ['aside', true],
    ]);
  });

  it('gives the same bytes again', async () => {
    for (const name of names) {
      const [first, second] = [await check(name, 'tree'), await check(name, 'tree')];
      expect(renderJson(second, [])).toBe(renderJson(first, []));
    }
  });
});

describe('the example of the README', () => {
  it('is what the tool prints', async () => {
    const command = 'testdata/series/zswap-leak/series.mbox --tree testdata/series/zswap-leak/tree';
    const [, shown = ''] = README.split(`    $ foliolint check ${command}\n`);
    const lines = shown.slice(0, shown.search(/^(?! {4})/m)).split('\n');
    const printed = lines.map((line) => line.slice(4)).join('\n');
    const asked = (id: string) => `foliolint replay ${id} ${command}`;
    expect(printed).toBe(renderText(await check('zswap-leak', 'tree'), { ...PLAIN, replayCommand: asked }));
    expect(README).toContain(`./bin/foliolint.js check ${command}\n`);
  });
});
