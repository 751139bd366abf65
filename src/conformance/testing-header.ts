import { type Patch, readSeries } from '../input/index.js';
import { type KernelTree, openTree } from '../tree/index.js';
import { PRIMITIVES_HEADER } from './headers.js';

/** For tests: patches, each of which adds these functions to the header of the primitives. */
export async function headerPatches(...texts: readonly string[]): Promise<readonly Patch[]> {
  const diffs = texts.map((text, i) => diffOf(text, 1 + 1000 * i));
  const { patches } = await readSeries(
    diffs.map((text, i) => ({ kind: 'diff', name: `patch ${i + 1}`, text, subject: `primitives ${i + 1}` })),
  );
  return patches;
}

function diffOf(text: string, line: number): string {
  const lines = text.replace(/\n$/, '').split('\n');
  return [
    `diff --git a/${PRIMITIVES_HEADER} b/${PRIMITIVES_HEADER}`,
    `--- a/${PRIMITIVES_HEADER}`,
    `+++ b/${PRIMITIVES_HEADER}`,
    `@@ -${line - 1},0 +${line},${lines.length} @@`,
    ...lines.map((it) => `+${it}`),
    '',
  ].join('\n');
}

/** For tests: the tree of which nothing is known. */
export async function noTree(): Promise<KernelTree> {
  return (await openTree(undefined, { patches: [] })).tree;
}

/** For tests: a count whose top bit says frozen, with a put in two steps, in the manner of proposals for one. */
export const BIT_HEADER = `#define REF_FROZEN BIT(31)

static inline bool ref_is_locked(int count)
{
	return count & REF_FROZEN;
}

static inline int page_ref_count(const struct page *page)
{
	int count = atomic_read(&page->_refcount);

	return ref_is_locked(count) ? 0 : count;
}

static inline void set_page_count_frozen(struct page *page)
{
	set_page_count(page, REF_FROZEN);
}

static inline int page_ref_sub_and_test(struct page *page, int nr)
{
	int last = atomic_sub_and_test(nr, &page->_refcount);

	if (last)
		last = atomic_cmpxchg(&page->_refcount, 0, REF_FROZEN) == 0;
	return last;
}

static inline int page_ref_dec_and_test(struct page *page)
{
	return page_ref_sub_and_test(page, 1);
}

static inline bool page_ref_add_unless_zero(struct page *page, int nr)
{
	return !ref_is_locked(atomic_add_return(nr, &page->_refcount));
}

static inline int page_ref_freeze(struct page *page, int count)
{
	return atomic_cmpxchg(&page->_refcount, count, REF_FROZEN) == count;
}
`;
