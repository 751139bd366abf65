import { describe, expect, it } from 'vitest';
import { ledgerLines } from '../replay/table.js';
import { readRulePage } from '../rules/index.js';
import type { PrimitiveFinding } from './findings.js';
import { seriesPrimitives } from './series.js';
import { BIT_HEADER, headerPatches, noTree } from './testing-header.js';

/** What the last of some patches does to the contract. */
async function checked(...texts: readonly string[]): Promise<readonly PrimitiveFinding[]> {
  const patches = await headerPatches(...texts);
  const { findings } = await seriesPrimitives(await noTree()).check(patches.slice(0, -1), patches.at(-1)!);
  return findings;
}

const messages = (found: readonly PrimitiveFinding[]) =>
  found.map(({ finding }) => `${finding.origin}: ${finding.message}`);

const CHECKED_INC = `static inline void page_ref_inc(struct page *page)
{
	VM_WARN_ON_ONCE(ref_is_locked(page_ref_count(page)));
	atomic_inc(&page->_refcount);
}
`;

describe('the examples of page-ref-contract', () => {
  const { page } = readRulePage('page-ref-contract');
  it.each(page.blocks.filter(({ language }) => language === 'c'))('$heading', async ({ text }) => {
    const wanted = text.split('\n').flatMap((line, i) => (line.includes('want:') ? [i + 1] : []));
    const found = await checked(text);
    expect(found.map(({ finding }) => finding.line)).toEqual(wanted);
  });
});

describe('primitivesChecker', () => {
  it('shows an inverted check with the shortest sequence', async () => {
    const [found, ...others] = await checked(
      `static inline void page_ref_inc(struct page *page)
{
	VM_BUG_ON(page_ref_count(page) > 0);
	atomic_inc(&page->_refcount);
}
`,
    );
    expect(others).toEqual([]);
    expect(found!.finding).toMatchObject({
      rule: 'page-ref-contract',
      severity: 'error',
      file: 'include/linux/page_ref.h',
      line: 3,
      function: 'page_ref_inc',
      message: 'VM_BUG_ON(page_ref_count(page) > 0) fires on a live page',
    });
    expect(ledgerLines(found!.verdict.runs[0]!)).toEqual([
      '                                  _refcount',
      '      1   init_page_count(page)   0 -> 1',
      '    > 2   page_ref_inc(page)      1 -> 2',
      '          VM_BUG_ON(page_ref_count(page) > 0) in page_ref_inc(), line 3',
    ]);
  });

  it('finds what a bit for frozen pages with a put in two steps leaves open', async () => {
    expect(messages(await checked(BIT_HEADER))).toEqual([
      'introduced: a get succeeds on a page whose last reference was dropped (page_ref_dec())',
      'introduced: a get at INT_MAX freezes a live page (page_ref_add_unless_zero())',
      'introduced: a get on a tail writes to its struct page (page_ref_add_unless_zero())',
      'introduced: a put frees a later use of the page than the one whose reference it dropped (page_ref_sub_and_test())',
    ]);
  });

  it('finds a helper that stores the state of a page without owners', async () => {
    const found = await checked(BIT_HEADER.replace('set_page_count(page, REF_FROZEN)', 'set_page_count(page, 0)'));
    const [first] = found;
    expect(first!.finding.message).toBe(
      'a get succeeds on a frozen page or a free page or a tail that set_page_count_frozen() has set up',
    );
    expect(first!.finding.why).toContain('stores 0, and page_ref_freeze() leaves 0x80000000');
  });

  it('finds a check whose argument a getter has masked, and that an earlier patch is to blame for the rest', async () => {
    expect(messages(await checked(BIT_HEADER, CHECKED_INC))).toEqual([
      'introduced: VM_WARN_ON_ONCE(ref_is_locked(page_ref_count(page))) can never fire',
    ]);
  });

  it('tells what a patch repairs', async () => {
    const inverted = CHECKED_INC.replace('ref_is_locked(page_ref_count(page))', 'page_ref_count(page) > 0');
    const right = CHECKED_INC.replace('ref_is_locked(page_ref_count(page))', 'page_ref_count(page) == 0');
    expect(messages(await checked(inverted, right))).toEqual([
      'resolved: VM_WARN_ON_ONCE(page_ref_count(page) > 0) fires on a live page',
    ]);
  });

  it('has nothing to say of a new check that is right, nor of other headers', async () => {
    expect(
      await checked(CHECKED_INC.replace('ref_is_locked(page_ref_count(page))', 'page_ref_count(page) == 0')),
    ).toEqual([]);
    const [patch] = await headerPatches('static inline void frob(void) { }');
    const elsewhere = { ...patch!, files: patch!.files.map((file) => ({ ...file, newPath: 'include/linux/mm.h' })) };
    expect((await seriesPrimitives(await noTree()).check([], elsewhere)).findings).toEqual([]);
  });
});
