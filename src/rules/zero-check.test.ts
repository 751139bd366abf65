import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadOwnership } from '../analysis/index.js';
import type { ImagePair } from '../tree/index.js';
import { splitLines } from '../tree/lines.js';
import { pairOfEdits } from '../tree/pair.js';
import { checkFile } from './file.js';
import { readRulePage } from './page.js';

const ownership = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));

/** A file of which every line was replaced. */
function rewritten(before: string, after: string): ImagePair {
  const [pre, post] = [splitLines(before), splitLines(after)];
  const edit = { at: 0, removed: pre.lines.length, added: post.lines, noNewline: false };
  return pairOfEdits({ pre: 'mm/frob.c', post: 'mm/frob.c' }, pre, [edit]);
}

const introduced = (before: string, after: string) =>
  checkFile(rewritten(before, after), { ownership })
    .findings.filter((f) => f.origin === 'introduced')
    .map((f) => `${f.line}: ${f.rule}`);

describe('the examples of get-without-zero-check', () => {
  const { blocks } = readRulePage('get-without-zero-check').page;
  const under = (heading: string) => blocks.find((b) => b.heading === heading && b.language === 'c')!.text;
  const [wrong, right] = [under('Wrong'), under('Right')];

  it('are reported as a change from right to wrong', () => {
    const line = 1 + wrong.split('\n').findIndex((text) => text.includes('/* want:'));
    expect(introduced(right, wrong)).toEqual([`${line}: get-without-zero-check`]);
  });

  it('are clean as a change from wrong to right, and as what stays', () => {
    expect(introduced(wrong, right)).toEqual([]);
    expect(introduced(wrong, wrong)).toEqual([]);
  });

  it('are clean where the change takes a lock', () => {
    expect(introduced(right, wrong.replaceAll('rcu_read_', 'xa_'))).toEqual([]);
  });

  it('are clean where a try stays for what the plain get takes again', () => {
    const twice = right.replace('\trcu_read_unlock', '\tif (folio)\n\t\tfolio_get(folio);\n\trcu_read_unlock');
    expect(introduced(right, twice).filter((text) => text.includes('zero-check'))).toEqual([]);
  });

  it('are clean where the folio is a parameter, which the caller may hold', () => {
    const lent = (text: string) =>
      text
        .replace('unsigned long index)', 'struct folio *folio)')
        .replace(/\tstruct folio \*folio;\n|.*xa_load.*\n/g, '');
    expect(introduced(lent(right), lent(wrong))).toEqual([]);
  });
});
