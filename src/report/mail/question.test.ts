import { describe, expect, it } from 'vitest';
import { questionOf } from './question.js';
import { judgedFinding } from './testing.js';
import { conditionOf, withoutLineNumbers } from './words.js';

/** A message and a reason of each rule, in the words of src/rules and src/replay, and what becomes of them. */
const ASKED: readonly (readonly [rule: string, message: string, why: string, asked: string])[] = [
  [
    'refcount-leak',
    'folio is still held when coop_take() returns -ENOMEM',
    'A reference taken on this path is not dropped before the return.',
    'Does this leak a reference to folio? A reference taken on this path is not dropped before the return.',
  ],
  [
    'refcount-leak',
    'folio is no longer dropped when coop_take() returns',
    'The same path dropped a reference of it before, by folio_put() at line 166 of the other version; nothing on it does now.',
    'Who drops the reference to folio now? The same path dropped it before the patch, by folio_put(), and nothing on it does now.',
  ],
  [
    'over-put',
    'folio_put() drops a reference of folio that coop_take() no longer owns',
    'coop_drop() at line 33 already dropped it (freeze is true).',
    'Does this drop a reference to folio that is already gone? coop_drop() has dropped one (freeze is true), and coop_take() owns no other.',
  ],
  [
    'over-put',
    'free_unref_folio() frees folio whose count is not zero',
    'free_unref_folio() only frees.',
    'Is the count of folio zero here? free_unref_folio() only frees.',
  ],
  [
    'use-after-put',
    'folio is accessed after its last reference was dropped',
    'folio_put() at line 22 already dropped it.',
    'Is folio used here after its last reference is gone? folio_put() above drops the last one that coop_take() has, and nothing else keeps it.',
  ],
  [
    'put-count',
    'folio: the count changes by -1 and no longer by -nr_pages when coop_take() returns',
    'The number of references dropped is not the number held.',
    'Is this the number of references to folio that coop_take() holds? The count changes by -1 here, and by -nr_pages before the patch.',
  ],
  [
    'raw-set-page-count',
    'set_page_count() stores a count over folio',
    'A plain store loses the reference of everyone who got the page in between.',
    'Can nobody else hold a reference to folio here? A plain store loses the reference of everyone who got the page in between.',
  ],
  [
    'direct-refcount-access',
    '_refcount is opened by hand in coop_take()',
    'Use the page_ref_*() functions.',
    'Could this use the page_ref_*() functions? The field has its own encoding of frozen pages, and its tracepoints are in those functions.',
  ],
  [
    'frozen-modified',
    'folio_get() changes the count of folio while it is frozen',
    'A frozen count is 0.',
    'Is folio not frozen here? folio_get() changes the count. A frozen count is 0.',
  ],
  [
    'freeze-unbalanced',
    'folio is still frozen when coop_take() returns',
    'A frozen folio looks free to everyone else.',
    'Who unfreezes folio when coop_take() returns? A frozen folio looks free to everyone else.',
  ],
  [
    'tail-page-ref',
    'page_ref_inc() counts on page itself, which may be a tail page',
    'page comes from outside as a struct page.',
    'Can page be a tail page here? page comes from outside as a struct page.',
  ],
  [
    'ref-op-in-debug-check',
    'put_page_testzero() inside VM_BUG_ON() does not happen in a kernel without CONFIG_DEBUG_VM',
    'VM_BUG_ON() does not evaluate its argument there.',
    'Is put_page_testzero() meant to be gone without CONFIG_DEBUG_VM? VM_BUG_ON() does not evaluate its argument there.',
  ],
  [
    'bug-on-new-check',
    'new VM_BUG_ON() in refcount code of coop_take()',
    'A warning leaves a system that can be debugged.',
    'Does this have to be VM_BUG_ON()? A warning leaves a system that can be debugged.',
  ],
  [
    'page-ref-contract',
    'a get succeeds on a frozen page that init_page_count() has set up',
    'The page is then used. Also in page_ref_add():130.',
    'Is it intended that a get succeeds on a frozen page that init_page_count() has set up? The page is then used. Also in page_ref_add().',
  ],
  [
    'contract-change',
    'frob_fill() at mm/fill.c:12 is not adapted to the new effect of frob_insert(): folio_put() drops a reference of folio that frob_fill() no longer owns',
    'frob_insert() now puts folio when nonzero. frob_insert() at line 10 already dropped it.',
    'Does frob_fill() in mm/fill.c have to change with this? frob_insert() now puts folio when nonzero. frob_insert() already dropped it. Now folio_put() drops a reference of folio that frob_fill() no longer owns.',
  ],
  [
    'incomplete-conversion',
    'one set_page_count() call remains that the series does not convert',
    'These calls still store it.',
    'Are the other set_page_count() calls left on purpose? One set_page_count() call remains that the series does not convert. These calls still store it.',
  ],
];

describe('a finding as a question', () => {
  it.each(ASKED)('%s: %s', (rule, message, why, asked) => {
    const { question, reason } = questionOf(judgedFinding({ rule, message, why }).finding);
    expect(`${question} ${reason}`).toBe(asked);
  });
});

describe('the condition of a path', () => {
  const step = (event: string, text = 'if (x)') => ({ loc: { line: 1, column: 1 }, text, event });
  it.each([
    ['ret is true', 'when ret is not 0'],
    ['ret < 0 is false', 'when ret >= 0'],
    ['folio->index == index is true', 'when folio->index == index'],
    ['IS_ERR(folio) is true', 'when folio is an error'],
    ['coop->busy is false', 'when coop->busy is false'],
    ['… is true', ''],
  ])('%s', (event, said) => {
    expect(conditionOf([step(event)])).toBe(said);
  });

  it('is no round of a loop', () => {
    expect(conditionOf([step('i < n is false', 'while (i < n) {')])).toBe('');
  });
});

it('tells no line numbers', () => {
  expect(withoutLineNumbers('line 4: freed; mm/a.c:12: x() at line 7 of the other version, line 9')).toBe(
    'freed; mm/a.c: x()',
  );
});
