import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { FIXTURE } from './mutation/testing.js';
import { hasDiff } from './testing.js';

const MEASURE = fileURLToPath(new URL('../../dist/measure/measure.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'foliolint-measure-'));
for (const [tree, text] of [
  ['old', FIXTURE],
  ['new', FIXTURE.replace('tries++;', 'tries += 2;')],
] as const) {
  mkdirSync(join(folder, tree, 'mm'), { recursive: true });
  writeFileSync(join(folder, tree, 'Makefile'), 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 1\n');
  writeFileSync(join(folder, tree, 'mm/frob.c'), text);
}
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: readonly string[]) =>
  execFileSync(process.execPath, [MEASURE, '--tree', join(folder, 'old'), '-j', '1', ...args], { encoding: 'utf8' });

describe.skipIf(!existsSync(MEASURE))('npm run measure (skipped before `npm run build`)', () => {
  it.skipIf(!hasDiff)('prints a row for each measure (skipped without diff)', () => {
    const releases = ['--old', join(folder, 'old'), '--new', join(folder, 'new')];
    const table = run('--sets', 'mutants,early,harmless,fixes,scan', '--count', '3', ...releases);
    const rows = table.trimEnd().split('\n').slice(1);
    expect(rows.map((row) => row.split(/ {2,}(?=\d)/)[0])).toEqual([
      'mutants of mm/ and fs/, flagged',
      '  del-put',
      '  dup-put',
      '  goto-return',
      'mutants of mm/ and fs/, confirmed of the flagged',
      'early-put of mm/ and fs/, flagged',
      'early-put of mm/ and fs/, confirmed of the flagged',
      'harmless edits with an introduced finding',
      'stable fixes with an introduced finding',
      'confirmed errors of scan mm/',
    ]);
    expect(rows.filter((row) => row.includes('failed'))).toEqual([]);
    expect(rows[0]).toMatch(/ {2}\d of 3, /);
    expect(rows[7]).toMatch(/ {2}0 of 3, /);
  });

  it('leaves out what it has no input for', () => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [MEASURE, '--sets', 'corpus,fixes', '--tree', folder],
      {
        encoding: 'utf8',
      },
    );
    expect(stderr).toBe('corpus: left out: no --corpus\nfixes: left out: no --old and --new\n');
    expect([stdout, status]).toEqual(['measure  measured  required\n', 0]);
  });
});
