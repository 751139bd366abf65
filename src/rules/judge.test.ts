import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadOwnership } from '../analysis/index.js';
import { splitLines } from '../tree/lines.js';
import { pairOfEdits } from '../tree/pair.js';
import { checkFile } from './file.js';
import type { Finding } from './finding.js';

const ownership = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));

const LEAK = `int f(struct frob *frob, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	if (frob_busy(frob))
		return -EBUSY;
	folio_put(folio);
	return 0;
}
`;

/** What is found when a line becomes others. */
function changed(text: string, line: number, added: readonly string[]): readonly Finding[] {
  const edit = { at: line - 1, removed: 1, added, noNewline: false };
  const pair = pairOfEdits({ pre: 'mm/frob.c', post: 'mm/frob.c' }, splitLines(text), [edit]);
  return checkFile(pair, { ownership }).findings;
}

const told = (all: readonly Finding[]) => all.map((f) => `${f.origin} ${f.line} ${f.rule} ${f.object}`);

describe('the origin of a finding', () => {
  test('introduced, by a return in the place of a goto', () => {
    const right = LEAK.replace('return -EBUSY;', 'goto put;').replace('\tfolio_put', 'put:\n\tfolio_put');
    expect(told(changed(right, 8, ['\t\treturn -EBUSY;']))).toEqual(['introduced 8 refcount-leak folio']);
  });

  test('preexisting, on a path that the change does not touch', () => {
    expect(told(changed(LEAK, 10, ['\treturn 1;']))).toEqual(['preexisting 8 refcount-leak folio']);
  });

  test('preexisting, on a path that the change touches without making it worse', () => {
    expect(told(changed(LEAK, 7, ['\tif (frob_is_busy(frob))']))).toEqual(['preexisting 8 refcount-leak folio']);
  });

  test('resolved, at its place in the old version', () => {
    expect(told(changed(LEAK, 7, ['\tif (frob_busy(frob) && !folio)']))).toEqual(['resolved 8 refcount-leak folio']);
  });
});

test('an id outlives moved lines and white space', () => {
  const moved = LEAK.replace('\n\n', '\n\n\n\n').replace('return -EBUSY', 'return  -EBUSY');
  const ids = [changed(LEAK, 10, ['\treturn 1;']), changed(moved, 12, ['\treturn 1;'])].map((all) => all[0]?.id);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}$/);
  expect(ids[1]).toBe(ids[0]);
});

test('a finding names the object, tells the path and says why', () => {
  const [finding] = changed(LEAK, 10, ['\treturn 1;']);
  expect(finding).toMatchObject({
    rule: 'refcount-leak',
    severity: 'error',
    function: 'f',
    file: 'mm/frob.c',
    message: 'folio is still held when f() returns -EBUSY',
    trace: { complete: true, returns: { sign: 'negative' } },
  });
  expect(finding?.why).toContain('line 3');
});

describe('statement rules look at changed lines only', () => {
  const CHECK = `void f(struct page *page)
{
	frob_a(page);
	frob_b(page);
}
`;
  test.each([
    ['VM_BUG_ON_PAGE(!get_page_unless_zero(page), page);', ['ref-op-in-debug-check']],
    ['BUG_ON(page_count(page) < 1);', ['bug-on-new-check']],
    ['page_ref_inc(page);', ['tail-page-ref']],
    ['atomic_inc(&page->_refcount);', ['direct-refcount-access']],
    ['WARN_ON_ONCE(page_count(page) < 1);', []],
    ['BUG_ON(in_interrupt());', []],
  ])('%s', (statement, rules) => {
    const raised = (line: number, text: string) =>
      changed(CHECK.replace('frob_a(page);', text), line, ['\tfrob_c(page);']).map((f) => f.rule);
    const added = changed(CHECK, 4, [`\t${statement}`]).map((f) => f.rule);
    expect([...new Set(added)].sort()).toEqual([...rules].sort());
    expect(raised(4, statement).filter((rule) => rule !== 'refcount-leak')).toEqual([]);
  });
});
