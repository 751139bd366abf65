import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CheckpatchOptions, renderCheckpatch } from './checkpatch.js';
import type { JudgedFinding, Report } from './report.js';
import { PLAIN } from './testing.js';

const report = JSON.parse(
  readFileSync(new URL('../../testdata/report/report.json', import.meta.url), 'utf8'),
) as Report;
const [leak] = report.patches[0]!.findings as [JudgedFinding];

/** A patch of two files whose fifteenth line is 21 in the new mm/a.c; checkpatch has something to say about that line. */
const PATCH = `From: Ada Writer <ada@example.org>
Subject: [PATCH] mm: release the page

The page is released.

Signed-off-by: Ada Writer <ada@example.org>
---
diff --git a/mm/a.c b/mm/a.c
index 111111111111..222222222222 100644
--- a/mm/a.c
+++ b/mm/a.c
@@ -19,3 +19,4 @@ int f(struct page *page)
 	lock(page);
 	g(page);
+        put_page(page);
 	unlock(page);
diff --git a/mm/b.c b/mm/b.c
index 111111111111..222222222222 100644
--- a/mm/b.c
+++ b/mm/b.c
@@ -1,4 +1,3 @@
 int a;
-int b;
 int c;
 int d;
`;

const lines = (
  texts: readonly (readonly ['context' | 'added' | 'removed', string])[],
  from: number,
  inputLine: number,
) => {
  let newLine = from;
  return texts.map(([kind, text], i) => ({
    kind,
    text,
    inputLine: inputLine + i,
    ...(kind === 'removed' ? {} : { newLine: newLine++ }),
  }));
};
const hunk = {
  oldStart: 19,
  oldCount: 3,
  newStart: 19,
  newCount: 4,
  section: 'int f(struct page *page)',
  inputLine: 12,
};
const FILES = [
  {
    kind: 'modify',
    newPath: 'mm/a.c',
    hunks: [
      {
        ...hunk,
        lines: lines(
          [
            ['context', '\tlock(page);'],
            ['context', '\tg(page);'],
            ['added', '        put_page(page);'],
            ['context', '\tunlock(page);'],
          ],
          19,
          13,
        ),
      },
    ],
  },
  {
    kind: 'modify',
    newPath: 'mm/b.c',
    hunks: [
      {
        ...hunk,
        lines: lines(
          [
            ['context', 'int a;'],
            ['removed', 'int b;'],
            ['context', 'int c;'],
            ['context', 'int d;'],
          ],
          1,
          21,
        ),
      },
    ],
  },
] as const;

const finding = { ...leak.finding, file: 'mm/a.c', line: 21, message: 'put' };
const damage = { whitespace: false, blankLines: false };
const patch = { index: 1, kind: 'patch', subject: '', body: '', input: 'x.patch', files: FILES, damage } as const;
const own: Report = { ...report, patches: [{ ...report.patches[0]!, patch, findings: [{ ...leak, finding }] }] };

const OPTIONS: CheckpatchOptions = { ...PLAIN, summary: false };
const ours = (options: Partial<CheckpatchOptions>, of = own) => renderCheckpatch(of, { ...OPTIONS, ...options });

describe('the form of checkpatch', () => {
  it('is a block with the place and the line', () => {
    expect(ours({})).toBe('ERROR: put (confirmed 7c1e02d4)\n#15: FILE: mm/a.c:21:\n+        put_page(page);\n\n');
    expect(ours({ showFile: true, showTypes: true })).toBe(
      'mm/a.c:21: ERROR:refcount-leak: put (confirmed 7c1e02d4)\n+        put_page(page);\n\n',
    );
  });

  it('is a line when terse', () => {
    expect(ours({ terse: true })).toBe('x.patch:15: ERROR: put (confirmed 7c1e02d4)\n');
    expect(ours({ terse: true, showFile: true })).toBe('mm/a.c:21: ERROR: put (confirmed 7c1e02d4)\n');
  });

  it('gives the place as checkpatch -f does where the patch does not show it', () => {
    expect(ours({}, report)).toContain('#1099: FILE: mm/zswap.c:1099:\n+return -ENOMEM;\n');
    expect(ours({ terse: true }, report)).toContain('\nmm/migrate_device.c:925: WARNING: ');
  });

  it('has a note as a check, and totals', () => {
    expect(ours({ summary: true }, report)).toMatch(/^CHECK: new VM_BUG_ON/m);
    expect(ours({ summary: true }, report)).toMatch(/^total: 2 errors, 1 warnings, 1 checks, 0 lines checked$/m);
    expect(ours({ summary: true, quiet: true }, { ...report, patches: [] })).toBe('');
    expect(ours({ summary: true }, { ...report, patches: [] })).toBe('total: 0 errors, 0 warnings, 0 lines checked\n');
  });
});

const tree = process.env.FOLIOLINT_TREE_6_12 ?? '';
const checkpatch = join(tree, 'scripts/checkpatch.pl');

describe.skipIf(!existsSync(checkpatch))(
  'beside checkpatch itself (skipped without scripts/checkpatch.pl in FOLIOLINT_TREE_6_12)',
  () => {
    /** What checkpatch says about the indent of the same line. */
    function theirs(...options: string[]): string {
      const folder = mkdtempSync(join(tmpdir(), 'foliolint-checkpatch-'));
      writeFileSync(join(folder, 'x.patch'), PATCH);
      const args = ['--no-tree', '--types', 'CODE_INDENT', ...options, 'x.patch'];
      const { stdout } = spawnSync(checkpatch, args, { cwd: folder, encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      return stdout;
    }

    /** Without the message of either, the name of its rule, and the `$` by which checkpatch shows where a line ends. */
    const shape = (text: string) => text.replace(/(ERROR:)(?:[\w-]+:)? .*|\$$/gm, '$1').trimEnd();

    it.each([
      [['-q', '--no-summary'], {}],
      [['-q', '--no-summary', '--showfile'], { showFile: true }],
      [['-q', '--no-summary', '--terse'], { terse: true }],
      [
        ['-q', '--no-summary', '--terse', '--showfile', '--show-types'],
        { terse: true, showFile: true, showTypes: true },
      ],
      [['-q', '--terse'], { terse: true, summary: true }],
    ] as const)('%j: the same lines', (args, options) => {
      expect(theirs(...args)).toContain('ERROR');
      expect(shape(ours(options))).toBe(shape(theirs(...args)));
    });
  },
);
