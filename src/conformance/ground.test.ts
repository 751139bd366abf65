import { describe, expect, it } from 'vitest';
import { type Patch, readSeries } from '../input/index.js';
import type { KernelTree } from '../tree/index.js';
import { groundOf } from './ground.js';
import { seriesPrimitives } from './series.js';
import { noTree } from './testing-header.js';

const HEADER = `static inline int page_ref_count(const struct page *page)
{
	return atomic_read(&page->_refcount);
}

static inline void set_page_count(struct page *page, int v)
{
	atomic_set(&page->_refcount, v);
}

static inline void init_page_count(struct page *page)
{
	set_page_count(page, 1);
}

static inline void page_ref_inc(struct page *page)
{
	/* this tree has words of its own here */
	atomic_inc(&page->_refcount);
	/* and here */
}
`;

/** A patch that checks before an increment, made for a header without those words. */
async function patchOf(name: string): Promise<Patch> {
  const text = `diff --git a/include/linux/page_ref.h b/include/linux/page_ref.h
--- a/include/linux/page_ref.h
+++ b/include/linux/page_ref.h
@@ -16,4 +16,5 @@ static inline void init_page_count(struct page *page)
 static inline void ${name}(struct page *page)
 {
+	VM_BUG_ON(page_ref_count(page) > 0);
 	atomic_inc(&page->_refcount);
 }
`;
  const { patches } = await readSeries([{ kind: 'diff', name: 'x.diff', text, subject: 'mm: check' }]);
  return patches[0]!;
}

async function tree(): Promise<KernelTree> {
  const read = (path: string) => (path === 'include/linux/page_ref.h' ? HEADER : undefined);
  return {
    ...(await noTree()),
    kind: 'directory',
    version: '6.12.1',
    read,
    exists: (path) => read(path) !== undefined,
  };
}

describe('a hunk of the header that does not apply', () => {
  it('is laid over the function that the tree has, and that is told with its place', async () => {
    const patch = await patchOf('page_ref_inc');
    const { findings, diagnostics } = await seriesPrimitives(await tree()).check([], patch);
    expect(findings.map(({ finding }) => finding.message)).toEqual([
      'VM_BUG_ON(page_ref_count(page) > 0) fires on a live page',
    ]);
    expect(diagnostics).toEqual([
      {
        level: 'warning',
        input: 'x.diff',
        line: 4,
        message:
          'include/linux/page_ref.h:16: primitives: hunk 1 is about page_ref_inc(), laid over what the tree has as far as the hunk shows it',
      },
    ]);
  });

  it('is laid over the built-in model when the tree has no such function', async () => {
    const patch = await patchOf('page_ref_inc_twice');
    const ground = await groundOf(await tree(), [patch]);
    expect(ground.tree.kind).toBe('none');
    expect(ground.notes.map(({ diagnostic }) => diagnostic.message)).toEqual([
      'include/linux/page_ref.h:16: primitives: hunk 1 is about page_ref_inc_twice(), which this tree does not have: all hunks are laid over the built-in model of the newest kernel',
    ]);
  });
});

describe('path replay', () => {
  it('runs on the headers as soon as the series touches them', async () => {
    const patch = await patchOf('page_ref_inc');
    const primitives = seriesPrimitives(await tree());
    const { before, after } = await primitives.semantics([], patch);
    const memory = { pages: [{ index: 0, raw: 1, pincount: 0, state: 'live' as const, order: 0 }] };
    expect(before.run(memory, 'page_ref_inc', [0]).bugs).toEqual([]);
    expect(after.run(memory, 'page_ref_inc', [0]).bugs).toHaveLength(1);
    expect(after.has('folio_put_refs')).toBe(true);
  });
});
