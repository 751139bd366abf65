import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { review } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'foliolint-work-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A function whose paths double with each statement. */
const wide = (name: string, conditions: number) =>
  [
    `int ${name}(struct folio *folio)`,
    '{',
    ...Array.from(
      { length: conditions },
      (_, i) => `\tif (a${i})\n\t\tfolio_get(folio);\n\tif (b${i})\n\t\tfolio_put(folio);`,
    ),
    '\treturn 0;',
    '}',
  ].flatMap((text) => text.split('\n'));
const patch = (path: string, ...functions: string[][]) => {
  const lines = functions.flat();
  const head = `From ${'a'.repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: A <a@example.org>\nSubject: [PATCH] mm: ${path}\n\nb\n---\n`;
  const diff = `diff --git a/mm/${path} b/mm/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/mm/${path}\n`;
  return `${head}${diff}@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join('')}\n`;
};
const leak = ['int g(void)', '{', '\tstruct page *p = alloc_page(GFP_KERNEL);', '', '\treturn 0;', '}'];
const check = async (text: string, timeout: number) => {
  const input = join(folder, 'x.mbox');
  writeFileSync(input, text);
  const report = await review({ inputs: [input], cwd: folder, timeout });
  return {
    found: report.patches.map(({ findings }) => findings.map(({ finding }) => `${finding.function} ${finding.rule}`)),
    skipped: report.patches.map(({ skipped }) => skipped.map((s) => `${s.function}: ${s.reason}`)),
    told: report.diagnostics.map(({ level, message }) => `${level}: ${message}`),
  };
};

describe('the work for one patch', () => {
  it('ends with a line that says so, counts alike each time, and leaves the next patch its own', async () => {
    const box = patch('a.c', wide('f', 40), leak) + patch('b.c', leak);
    const first = await check(box, 0.1);
    expect(first.found[1]).toEqual(['g refcount-leak']);
    expect(first.skipped[0]).toContain('g: the work for one patch was used up before (--timeout)');
    expect(first.skipped[1]).toEqual([]);
    expect(first.told).toEqual([
      'warning: g() was not analysed, others took the work for one patch (--timeout): [PATCH] mm: a.c',
    ]);
    expect(await check(box, 0.1)).toEqual(first);
    const enough = await check(patch('a.c', wide('f', 10), leak), 30);
    expect(enough.found[0]).toContain('g refcount-leak');
    expect(enough.told).toEqual([]);
  });
});
