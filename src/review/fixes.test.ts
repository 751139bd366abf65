import { describe, expect, it } from 'vitest';
import { review } from './index.js';

/** A function that leaks its folio where `full` does not put it. */
const fill = (name: string, ...full: string[]) => [
  `int ${name}(struct cellar *cellar, gfp_t gfp)`,
  '{',
  '\tstruct folio *folio = folio_alloc(gfp, 0);',
  '',
  '\tif (!folio)',
  '\t\treturn -ENOMEM;',
  '\tif (cellar_is_full(cellar)) {',
  ...full,
  '\t\treturn -ENOSPC;',
  '\t}',
  '\tfolio_put(folio);',
  '\treturn 0;',
  '}',
];
const LEAKY = fill('cellar_fill');
const MENDED = fill('cellar_fill', '\t\tfolio_put(folio);');

/** A patch that makes `after` of `before`; what they start with alike stays. */
function patch(number: string, before: readonly string[], after: readonly string[]): string {
  const differs = (line: string, i: number) => line !== after[i];
  const head = Math.max(before.findIndex(differs), 0);
  const kept = before.slice(0, head).map((line) => ` ${line}`);
  const lines = [
    ...kept,
    ...before.slice(head).map((line) => `-${line}`),
    ...after.slice(head).map((line) => `+${line}`),
  ];
  return `From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001
From: Ada Writer <ada@example.org>
Subject: [PATCH ${number}] mm: change the cellar
Message-ID: <cellar.${number[0]}@example.org>

---
--- a/mm/cellar.c
+++ b/mm/cellar.c
@@ -1,${before.length + 1} +1,${after.length + 1} @@
 #include <linux/mm.h>
${lines.join('\n')}
-- 
2.39.5

`;
}

/** For each patch the origins of its findings, and how many it is said to fix. */
async function told(...patches: string[]) {
  const report = await review({ inputs: ['-'], stdin: Buffer.from(patches.join('')), cwd: process.cwd() });
  return report.patches.map(({ findings, fixes }) => [...findings.map(({ finding }) => finding.origin), fixes!.length]);
}

describe('what a series tells', () => {
  it('is that a patch fixes what was wrong before it', async () => {
    expect(await told(patch('1/1', LEAKY, MENDED))).toEqual([['resolved', 1]]);
  });

  it('is no fix of what the series brought itself', async () => {
    const series = [patch('1/2', [], LEAKY), patch('2/2', LEAKY, MENDED)];
    expect(await told(...series)).toEqual([
      ['transient', 0],
      ['resolved', 0],
    ]);
  });

  it('is no fix where code went, or moved', async () => {
    expect(await told(patch('1/1', LEAKY, []))).toEqual([['resolved', 0]]);
    const anew = [LEAKY[0]!, '{', '\treturn cellar_do_fill(cellar, gfp);', '}'];
    expect(await told(patch('1/1', LEAKY, anew))).toEqual([['resolved', 0]]);
    expect(await told(patch('1/1', LEAKY, fill('cellar_load')))).toEqual([['resolved', 'introduced', 0]]);
  });

  it('is told once, with the patch that brings it or meets it first', async () => {
    const louder = fill('cellar_fill', '\t\tpr_warn("full");');
    const loudest = fill('cellar_fill', '\t\tpr_err("full");');
    expect(await told(patch('1/2', [], LEAKY), patch('2/2', LEAKY, louder))).toEqual([['introduced', 0], [0]]);
    expect(await told(patch('1/2', LEAKY, louder), patch('2/2', louder, loudest))).toEqual([['preexisting', 0], [0]]);
  });
});
