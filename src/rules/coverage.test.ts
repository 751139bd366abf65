import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadOwnership } from '../analysis/index.js';
import type { SourceImage } from '../tree/index.js';
import { checkFile } from './file.js';

const ownership = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));

function image(side: 'pre' | 'post', text: string, line: number): SourceImage {
  const changed = [{ first: line, last: line }];
  return { path: 'mm/frob.c', side, text, complete: true, fragments: [], changed, gaps: [] };
}

const BROKEN = 'void frob_broken(void)\n{\n\tint a = = 1;\n}\n\n';
const WHOLE = 'void frob(int n)\n{\n\tfrob_all(n);\n}\n';

function skipped(pre: string, post: string, line: number) {
  const pair = { pre: image('pre', pre, line), post: image('post', post, line), preLine: (n: number) => n };
  return checkFile(pair, { ownership }).skipped;
}

it('tells a function that cannot be read when the patch touches it, once for both versions', () => {
  const told = { file: 'mm/frob.c', function: 'frob_broken', line: 1, reason: 'parse error at line 3' };
  expect(skipped(BROKEN + WHOLE, BROKEN.replace('= 1', '= 2') + WHOLE, 3)).toEqual([told]);
});

it('leaves out one that the patch does not touch', () => {
  expect(skipped(BROKEN + WHOLE, BROKEN + WHOLE.replace('(n)', '(0)'), 8)).toEqual([]);
});

/** Every call may or may not take its folio: 2 to the 12th states, all different. */
const takes = Array.from({ length: 12 }, (_, i) => `\tif (n & ${1 << i})\n\t\tfolio_get(f[${i}]);\n`);
const MANY = `void frob_many(struct folio **f, int n)\n{\n${takes.join('')}\tfrob_all(n);\n}\n`;

it('tells how many paths were not followed, and in which version', () => {
  const [now, ...others] = skipped(MANY, MANY.replace('(n);', '(0);'), 27);
  expect(others).toEqual([]);
  expect(now).toMatchObject({ function: 'frob_many', line: 1, dropped: expect.any(Number) });
  expect(now!.reason).toBe(`too many paths: ${now!.dropped} not followed to the end`);
  const [before] = skipped(MANY, 'void frob_many(struct folio **f, int n)\n{\n\tfrob_all(n);\n}\n', 3);
  expect(before!.reason).toMatch(/^too many paths before the patch: \d+ not/);
});
