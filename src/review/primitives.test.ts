import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { review } from './index.js';

/** A bit for frozen pages that the getter hides: a last put sets it. */
const HEADER = `#define REF_FROZEN BIT(31)

static inline int page_ref_count(const struct page *page)
{
	int count = atomic_read(&page->_refcount);

	return count & REF_FROZEN ? 0 : count;
}

static inline int page_ref_sub_and_test(struct page *page, int nr)
{
	int last = atomic_sub_and_test(nr, &page->_refcount);

	if (last)
		last = atomic_cmpxchg(&page->_refcount, 0, REF_FROZEN) == 0;
	return last;
}
`;
const USER = `static int frob_twice(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	folio_get(folio);
	if (folio_ref_sub_and_test(folio, 2))
		pr_debug("last\\n");
	folio_put(folio);
	return 0;
}
`;

it('runs the path of a later patch on the primitives that an earlier one has changed', async () => {
  const header = diffOf('include/linux/page_ref.h', HEADER);
  const user = diffOf('mm/frob.c', USER);
  const drop = '2 -> 0';
  expect(await ledgerOf(user)).toEqual(['0 -> 1', '1 -> 2', drop, '0 -> -1']);
  // The put takes 1 from the bit, and a page that nobody has looks as if 2147483647 parties had it.
  expect(await ledgerOf(header, user)).toEqual(['0 -> 1', '1 -> 2', drop, '0 -> 2147483647']);
});

/** What each step of the flagged path in mm/frob.c does to the count. */
async function ledgerOf(...diffs: readonly string[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'foliolint-primitives-'));
  try {
    const inputs = diffs.map((text, i) => {
      const file = join(folder, `${i}.patch`);
      writeFileSync(
        file,
        `From: A Dev <dev@example.org>\nSubject: [PATCH ${i + 1}/${diffs.length}] mm: ${i}\n\n---\n${text}`,
      );
      return file;
    });
    const { patches } = await review({ inputs, cwd: folder });
    const found = patches.at(-1)!.findings.find(({ finding }) => finding.rule === 'over-put');
    const rows = found!.verdict.runs[0]!.rows;
    return rows.filter(({ before, after }) => before !== after).map(({ before, after }) => `${before} -> ${after}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function diffOf(path: string, text: string): string {
  const lines = text.trimEnd().split('\n');
  const head = [`diff --git a/${path} b/${path}`, `--- a/${path}`, `+++ b/${path}`, `@@ -0,0 +1,${lines.length} @@`];
  return [...head, ...lines.map((line) => `+${line}`), ''].join('\n');
}
