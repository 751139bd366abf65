import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type Case, patchesOf } from './case.js';
import { hasDiff } from './testing.js';

const tree = mkdtempSync(join(tmpdir(), 'foliolint-case-'));
mkdirSync(join(tree, 'mm'));
writeFileSync(join(tree, 'mm/frob.c'), 'a();\nfolio_put(folio);\nb();\n');
afterAll(() => rmSync(tree, { recursive: true }));

const hash = (line: string) => createHash('sha1').update(line).digest('hex').slice(0, 10);

/** The put is lost in `bug`, and comes back behind `b()` in `fix`. */
function caseWith(first: string): Case {
  const bug = { near: 7, old: [first, 'folio_put(folio);'].map(hash), steps: ['keep', 'drop'] as const };
  const fix = { near: 0, old: [hash('b();')], steps: ['keep', { add: 'folio_put(folio);' }] as const };
  const rest = { id: 'x', tree: '6.12', function: 'f', expected: 'flag', difficulty: 'must', bait: false } as const;
  return { ...rest, edits: { 'mm/frob.c': { bug: [bug], fix: [fix] } } };
}

it.skipIf(!hasDiff)('writes the bug and its fix as patches on top of each other (skipped without diff)', () => {
  const { bug, fix } = patchesOf(caseWith('a();'), tree)!;
  expect(bug.toString()).toBe(
    ['--- a/mm/frob.c', '+++ b/mm/frob.c', '@@ -1,3 +1,2 @@', ' a();', '-folio_put(folio);', ' b();', ''].join('\n'),
  );
  expect(fix.toString().split('\n').slice(3)).toEqual([' a();', ' b();', '+folio_put(folio);', '']);
});

it('has no patches when a place is not there', () => {
  expect(patchesOf(caseWith('c();'), tree)).toBeUndefined();
});
