import { describe, expect, it } from 'vitest';
import { interpreted } from '../../interpreter/index.js';
import { builtin } from '../../page/builtin.js';
import type { Semantics } from '../../page/semantics.js';
import { BIT_HEADER, headerPatches, noTree } from '../testing-header.js';
import { exploreSchedules } from './explore.js';
import { scheduleLines } from './table.js';

async function patched(text: string): Promise<Semantics> {
  return (await interpreted(await noTree(), await headerPatches(text))).semantics;
}

/** `I3: two owners that put`, sorted. */
function broken(semantics: Semantics): string[] {
  const { broken: all, skipped, bounded } = exploreSchedules(semantics);
  expect([skipped, bounded]).toEqual([[], []]);
  return all.map(({ invariant, scenario }) => `${invariant}: ${scenario.name}`).sort();
}

const invariants = (semantics: Semantics) => new Set(broken(semantics).map((it) => it.slice(0, 2)));

/** Against the contract in any protocol: a counted owner may not put during a freeze, nor a drop be the last. */
const FAULTS_OF_CALLERS = ['I5: a freeze while a counted owner puts', 'I6: a drop to 0 without a test against a get'];

describe('exploreSchedules', () => {
  it.each(['6.1', '6.12', undefined])('breaks nothing in the primitives of %s but by faults of callers', (version) => {
    expect(broken(builtin(version))).toEqual(FAULTS_OF_CALLERS);
  });

  it('finds the same when the model is interpreted, one atomic operation at a time', async () => {
    expect(broken(await patched('#define NOTHING 0\n'))).toEqual(FAULTS_OF_CALLERS);
  });

  it('finds the second use of a page in a put of two steps', async () => {
    expect(broken(await patched(BIT_HEADER))).toEqual([
      'I1: a drop to 0 without a test against a get',
      ...FAULTS_OF_CALLERS,
      'I7: a slow put across two uses of the page',
    ]);
  });

  it('finds that a store of 0 is no frozen page under a bit', async () => {
    const found = broken(
      await patched(BIT_HEADER.replace('set_page_count(page, REF_FROZEN)', 'set_page_count(page, 0)')),
    );
    expect(found).toContain('I1: a get on a page that entered the buddy at boot');
    expect(found).toContain('I1: a get on a tail');
  });

  it('catches a put that reports 0 without taking the page over', async () => {
    const found = invariants(await patched(BIT_HEADER.replace(/\n\tif \(last\)\n.*\n/, '\n')));
    expect([...found]).toEqual(expect.arrayContaining(['I1', 'I2']));
  });

  it('catches a put that takes the page over by a store', async () => {
    const found = invariants(
      await patched(
        BIT_HEADER.replace(
          'last = atomic_cmpxchg(&page->_refcount, 0, REF_FROZEN) == 0',
          'atomic_set(&page->_refcount, REF_FROZEN)',
        ),
      ),
    );
    expect([...found]).toEqual(expect.arrayContaining(['I3', 'I4']));
  });

  it('catches a get that adds first and takes it back, without a bit', async () => {
    const found = invariants(
      await patched(`static inline bool page_ref_add_unless_zero(struct page *page, int nr)
{
	if (atomic_add_return(nr, &page->_refcount) > nr)
		return true;
	atomic_sub(nr, &page->_refcount);
	return false;
}
`),
    );
    expect([...found]).toEqual(expect.arrayContaining(['I2', 'I5']));
  });

  it('tells when it has not seen all states', () => {
    expect(exploreSchedules(builtin(), undefined, 5).bounded.length).toBeGreaterThan(0);
  });
});

describe('scheduleLines', () => {
  it('has a column for each thread', async () => {
    const { broken: all } = exploreSchedules(await patched(BIT_HEADER));
    const slow = all.find(({ invariant }) => invariant === 'I7')!;
    expect(scheduleLines(slow)).toEqual([
      '           A: last owner           B: lookup               C: next user             _refcount',
      '                                                                                    1',
      '           page_ref_dec_and_test',
      '       1     sub_and_test                                                           0',
      '                                   get_page_unless_zero',
      '       2                             add_return = 1                                 1',
      '                                   page_ref_dec_and_test',
      '       3                             sub_and_test                                   0',
      '       4     cmpxchg = 1                                                            0x80000000',
      '       5   free_unref_page                                                          0x80000000',
      '       6                                                   get_page_from_freelist   0x80000000',
      '                                                           set_page_refcounted',
      '       7                                                     read                   0x80000000',
      '       8                                                     set                    1',
      '                                                           page_ref_dec_and_test',
      '       9                                                     sub_and_test           0',
      '      10                             cmpxchg = 1                                    0x80000000',
      '    > 11                           free_unref_page                                  0x80000000',
      '           a put frees a later use of the page than the one whose reference it dropped',
    ]);
  });
});
