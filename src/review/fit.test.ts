import { expect, it } from 'vitest';
import type { Patch } from '../input/index.js';
import type { PatchReport, Report } from '../report/index.js';
import { fitOf } from './fit.js';

const SIX: Report['tree'] = { kind: 'directory', kernel: '6.12.1' };

function patch(applied: number, failed: number, already: number, kind: PatchReport['kind'] = 'patch'): PatchReport {
  const hunks = { applied, failed, already };
  const read = { input: 'x.mbox' } as Patch;
  return {
    index: 1,
    kind,
    patch: read,
    subject: 's',
    applied: failed === 0,
    hunks,
    findings: [],
    skipped: [],
    refuted: 0,
  };
}

const said = (patches: PatchReport[], tree = SIX) =>
  fitOf(tree, patches).map(({ level, input, message }) => `${input}: ${level}: ${message}`);

it('is silent where everything applies, and where there is no tree', () => {
  const { hunks: _, ...blind } = patch(0, 4, 0);
  expect([...said([patch(3, 0, 0)]), ...said([blind], { kind: 'none' }), ...said([])]).toEqual([]);
});

it('says once for the whole series how many hunks have no place, and how many are there', () => {
  expect(said([patch(3, 1, 0), patch(40, 11, 2)])).toEqual([
    'x.mbox: warning: 12 of 57 hunks do not apply to Linux 6.12.1 and 2 are there already: try another --tree (--verbose lists them)',
  ]);
  expect(said([patch(0, 1, 0)], { kind: 'git' })).toEqual([
    'x.mbox: warning: none of 1 hunk applies to this tree: try --base REV or another --tree (--verbose lists them)',
  ]);
  expect(said([patch(3, 1, 1)])[0]).toContain('1 of 5 hunks does not apply to Linux 6.12.1 and 1 is there already');
  expect(said([patch(2, 0, 1)])).toEqual(['x.mbox: note: Linux 6.12.1 has 1 of 3 hunks already']);
});

it('does not count asides', () => {
  expect(said([patch(3, 0, 0), patch(0, 5, 0, 'aside')])).toEqual([]);
});
