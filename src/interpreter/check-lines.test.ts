import { expect, it } from 'vitest';
import { noTree } from '../conformance/testing-header.js';
import { readSeries } from '../input/index.js';
import type { KernelTree } from '../tree/index.js';
import { checkLines } from './check-lines.js';

const SOURCE = `static const char *page_bad_reason(struct page *page)
{
	return page_ref_count(page) ? "nonzero _refcount" : NULL;
}

void frob(struct page *page);

static bool frob_prepare(struct page *page)
{
	VM_BUG_ON_PAGE(PageTail(page), page);
	return !page_bad_reason(page);
}

void __must_check
frob(struct page *page)
{
	VM_BUG_ON_PAGE(PageTail(page), page);
}
`;
const PATCH = `diff --git a/mm/page_alloc.c b/mm/page_alloc.c
--- a/mm/page_alloc.c
+++ b/mm/page_alloc.c
@@ -5,3 +5,4 @@ static const char *page_bad_reason(struct page *page)
 
+void frob_more(struct page *page);
 void frob(struct page *page);
 
`;

async function tree(): Promise<KernelTree> {
  const read = (path: string) => (path === 'mm/page_alloc.c' ? SOURCE : undefined);
  return {
    ...(await noTree()),
    kind: 'directory',
    version: '6.12.1',
    read,
    exists: (path) => read(path) !== undefined,
  };
}

const at = (name: string, condition: string) => ({ file: 'mm/page_alloc.c', function: name, condition });

it('finds a check in its function, and a reason where it is made', async () => {
  const lineOf = await checkLines(await tree(), []);
  expect(lineOf(at('frob_prepare', 'PageTail(page)'))).toBe(10);
  expect(lineOf(at('frob', 'PageTail(page)'))).toBe(17);
  expect(lineOf(at('frob_prepare', 'nonzero _refcount'))).toBe(3);
  expect(lineOf(at('frob_prepare', 'PageSlab(page)'))).toBeUndefined();
});

it('counts the lines of patches', async () => {
  const { patches } = await readSeries([{ kind: 'diff', name: 'x.diff', text: PATCH, subject: 'mm: more' }]);
  expect((await checkLines(await tree(), patches))(at('frob_prepare', 'PageTail(page)'))).toBe(11);
});

it('knows no line without a tree', async () => {
  expect((await checkLines(await noTree(), []))(at('frob', 'PageTail(page)'))).toBeUndefined();
});
