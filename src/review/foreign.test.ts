import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { review } from './index.js';

const THREAD = fileURLToPath(new URL('../../testdata/series/thread/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'foliolint-foreign-'));

beforeAll(() => {
  mkdirSync(join(folder, 'mm'));
  writeFileSync(join(folder, 'Makefile'), 'VERSION = 5\nPATCHLEVEL = 4\nSUBLEVEL = 0\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const said = async (tree: string) => {
  const { diagnostics } = await review({ inputs: [`${THREAD}series.mbox`], tree, cwd: THREAD });
  return diagnostics.map(({ message }) => message).filter((message) => message.startsWith('nothing of it applies'));
};

it('is silent where the files are not there: that is told already', async () => {
  expect(await said(folder)).toEqual([]);
});

it('says that the tree is not the one that the patches are for', async () => {
  writeFileSync(join(folder, 'mm/covey.c'), 'int covey;\n');
  expect(await said(folder)).toEqual([
    expect.stringMatching(/^nothing of it applies to Linux 5\.4: .*, or try without --tree$/),
  ]);
});

it('is silent where something applies', async () => {
  expect(await said(`${THREAD}tree`)).toEqual([]);
});
