import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSeries } from '../input/index.js';
import { newMemory } from '../page/memory.js';
import type { Semantics } from '../page/semantics.js';
import { openTree } from '../tree/index.js';
import { interpreted } from './interpreted.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The semantics of a tree of our own whose page_ref.h is `header`. */
async function semanticsOf(header: string): Promise<Semantics> {
  const folder = mkdtempSync(join(tmpdir(), 'foliolint-tree-'));
  folders.push(folder);
  mkdirSync(join(folder, 'include/linux'), { recursive: true });
  writeFileSync(join(folder, 'Makefile'), 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n');
  writeFileSync(join(folder, 'include/linux/page_ref.h'), header);
  const { tree } = await openTree(folder, { patches: [] });
  return (await interpreted(tree, [])).semantics;
}

describe('arithmetic', () => {
  it.each([
    ['a + 1', 0x7fffffff, -0x80000000],
    ['-a', -0x80000000, -0x80000000],
    ['(unsigned int)a + 127u <= 127u', -127, 1],
    ['(unsigned int)a + 127u <= 127u', -128, 0],
    ['a < 1u', -1, 0],
    ['a < 1', -1, 1],
    ['!(a & BIT(31))', -0x80000000, 0],
    ['(a & (1UL << 31)) == (1UL << 31)', -1, 1],
    ['a == BIT(31)', -0x80000000, 0],
    ['(int)BIT(31)', 0, -0x80000000],
    ['(unsigned int)a >= ((1 << 30) | BIT(31))', -1, 1],
    ['(unsigned int)a >= ((1 << 30) | BIT(31))', -0x80000000, 0],
    ['((long)a * 4) >> 2', -0x80000000, -0x80000000],
    ['(unsigned char)a', 257, 1],
    ['(signed char)a', 255, -1],
    ['(bool)a', 256, 1],
    ['a / 2 * 10 + a % 2', -7, -31],
    ['~a', 0, -1],
    ['a > 0 ? 1u : -1', 0, -1],
    ['a && a - 1 || !a', 1, 0],
    ['TWICE(a) + ONE', 4, 9],
    ['a == INT_MIN', -0x80000000, 1],
  ])('%s of %i is %i', async (expression, a, value) => {
    const macros = '#define TWICE(x) ((x) * 2)\n#define ONE (BIT(0))\n';
    const semantics = await semanticsOf(`${macros}static inline int f(int a)\n{\n\treturn ${expression};\n}\n`);
    expect(semantics.run(newMemory(), 'f', [a]).ret).toBe(value);
  });
});

describe('a header', () => {
  it('runs loops, pointers and locals', async () => {
    const semantics = await semanticsOf(`
static inline int clear(struct page *page, int nr)
{
	int i, sum = 0;

	for (i = 0; i < nr; i++) {
		atomic_t *count = &page[i]._refcount;

		sum += atomic_xchg(count, 0);
	}
	return sum;
}
`);
    const memory = newMemory(4);
    for (const page of memory.pages) page.raw = page.index + 1;
    expect(semantics.run(memory, 'clear', [1, 2]).ret).toBe(5);
    expect(memory.pages.map(({ raw }) => raw)).toEqual([1, 0, 0, 4]);
  });

  it('reports checks with their text, file, line and function, and goes on', async () => {
    const semantics = await semanticsOf(`static inline bool f(struct page *page)
{
	VM_BUG_ON_PAGE(atomic_read(&page->_refcount)
		       == 0, page);
	if (WARN_ON_ONCE(PageTail(page)))
		return false;
	BUG_ON(!PageTail(page));
	atomic_inc(&page->_refcount);
	return true;
}
`);
    const { ret, bugs } = semantics.run(newMemory(), 'f', [0]);
    const place = { file: 'include/linux/page_ref.h', function: 'f' };
    expect(ret).toBe(1);
    expect(bugs).toEqual([
      { ...place, condition: 'atomic_read(&page->_refcount) == 0', line: 3 },
      { ...place, condition: '!PageTail(page)', line: 7 },
    ]);
  });

  it.each([
    ['mystery(page);', 'f(): calls mystery(), which no header here defines'],
    ['page->mapping = 0;', 'f(): cannot store to anything but a variable'],
    ['while (1) ;', 'f() does not end within 10000 steps'],
    ['f(page);', 'f(): calls are nested too deeply'],
    ['int n = page->flags; page_ref_set(page + n);', 'f(): cannot work out the field flags of struct page'],
    ['atomic_inc(0);', 'f(): an atomic operation on something that is no atomic_t'],
    ['page = NULL; atomic_inc(&page->_refcount);', 'a NULL pointer is followed'],
  ])('says clearly that it cannot run %s', async (statement, message) => {
    const semantics = await semanticsOf(`static inline void f(struct page *page)\n{\n\t${statement}\n}\n`);
    expect(() => semantics.run(newMemory(), 'f', [0])).toThrow(message);
  });

  it('counts with a type that is not known, with nothing, and with what was never set', async () => {
    const semantics = await semanticsOf(`static inline void none(struct page *page) { }
static inline int f(struct page *page, mystery_t a)
{
	unsigned long never;

	return a * 2UL + never + (none(page) * 1UL);
}
static inline int g(struct page *page) { return f(page, 3UL) + 1; }
`);
    expect(semantics.run(newMemory(), 'g', [0]).ret).toBe(7);
  });

  it('has no function whose body cannot be read, and runs the others', async () => {
    const semantics = await semanticsOf(`static int f(struct page *page)
{
	int nested(int a) { return a; }
	return 0;
}
static inline int g(struct page *page)
{
	return 1;
}
`);
    expect(semantics.names()).toContain('g');
    expect(semantics.has('f')).toBe(false);
    expect(semantics.run(newMemory(), 'g', [0]).ret).toBe(1);
  });

  it('does not run what is only mentioned', async () => {
    const semantics = await semanticsOf(
      'static inline void f(struct page *page)\n{\n\tif (tracepoint_enabled(x))\n\t\tmystery(page);\n}\n',
    );
    expect(semantics.run(newMemory(), 'f', [0])).toEqual({ ret: null, bugs: [], freed: false });
  });
});

/** Two patches in the manner of seed 001: a check that is added to parts of functions, and a predicate turned round. */
const FIRST = `--- a/include/linux/page_ref.h
+++ b/include/linux/page_ref.h
@@ -62,6 +62,11 @@ static inline void other(struct page *page)
 
 #endif
 
+static inline bool frozen(int count)
+{
+	return count == 0;
+}
+
 static inline int page_ref_count(const struct page *page)
 {
 	return atomic_read(&page->_refcount);
@@ -120,4 +125,5 @@ static inline void init_page_count(struct page *page)
 static inline void page_ref_inc(struct page *page)
 {
+	VM_BUG_ON(frozen(page_count(page)));
 	atomic_inc(&page->_refcount);
 	if (page_ref_tracepoint_active(page_ref_mod))
@@ -140,2 +146,3 @@ static inline void page_ref_dec(struct page *page)
 static inline void page_ref_dec(struct page *page)
 {
+	VM_BUG_ON(frozen(page_count(page)));
`;
const SECOND = `--- a/include/linux/page_ref.h
+++ b/include/linux/page_ref.h
@@ -64,5 +64,5 @@ static inline void other(struct page *page)
 
 static inline bool frozen(int count)
 {
-	return count == 0;
+	return count > 0;
 }
`;

describe('hunks without a tree', () => {
  async function patched(...texts: string[]): Promise<Semantics> {
    const series = await readSeries(texts.map((text, i) => ({ kind: 'diff', name: `${i}.patch`, text })));
    const { tree } = await openTree(undefined, { patches: [] });
    return (await interpreted(tree, series.patches)).semantics;
  }

  it('lie over the built-in model, the last patch on top', async () => {
    const first = await patched(FIRST);
    const both = await patched(FIRST, SECOND);
    const memory = newMemory();
    expect(first.run(memory, 'init_page_count', [0])).toEqual(both.run(memory, 'init_page_count', [0]));
    expect(first.run(memory, 'page_ref_inc', [0]).bugs).toEqual([]);
    const bug = { condition: 'frozen(page_count(page))', file: 'include/linux/page_ref.h', line: 127 };
    expect(both.run(memory, 'page_ref_inc', [0]).bugs).toEqual([{ ...bug, function: 'page_ref_inc' }]);
    expect(both.run(memory, 'folio_get', [0]).bugs).toHaveLength(1);
    expect(memory.pages[0]!.raw).toBe(4);
  });

  it('add a check to a function whose operation they do not show', async () => {
    const semantics = await patched(FIRST);
    const memory = newMemory();
    const { bugs } = semantics.run(memory, 'page_ref_dec', [0]);
    expect(bugs).toMatchObject([{ condition: 'frozen(page_count(page))', line: 148, function: 'page_ref_dec' }]);
    expect(memory.pages[0]!.raw).toBe(-1);
    expect(semantics.names()).toContain('page_ref_dec');
  });
});
