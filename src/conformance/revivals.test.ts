import { describe, expect, it } from 'vitest';
import type { KernelTree } from '../tree/index.js';
import { revivalsIn } from './revivals.js';
import { noTree } from './testing-header.js';

const SOURCE = `static bool page_handle_poison(struct page *page, bool release);

static bool page_handle_poison(struct page *page, bool release)
{
	SetPageHWPoison(page);
	page_ref_inc(page);
	return true;
}

static void other(struct page *page)
{
	page_ref_inc(page);
}
`;

describe('revivalsIn', () => {
  it('finds the increments of the functions that are known to bring pages back from 0', async () => {
    const read = (path: string) => (path === 'mm/memory-failure.c' ? SOURCE : undefined);
    const tree: KernelTree = { ...(await noTree()), read };
    expect(await revivalsIn(tree)).toEqual([
      { file: 'mm/memory-failure.c', line: 6, call: 'page_ref_inc', owner: 'off-buddy' },
    ]);
  });

  it.skipIf(!process.env.FOLIOLINT_TREE_6_12)('finds those of 6.12 (skipped without FOLIOLINT_TREE_6_12)', async () => {
    const { openTree } = await import('../tree/index.js');
    const { tree } = await openTree(process.env.FOLIOLINT_TREE_6_12, { patches: [] });
    const found = await revivalsIn(tree);
    expect(found.filter(({ file }) => file === 'mm/memory-failure.c')).toHaveLength(4);
    expect(found.filter(({ owner }) => owner !== 'off-buddy').map(({ call }) => call)).toEqual([
      'page_ref_inc',
      ...['folio_ref_add', 'folio_ref_inc', 'folio_ref_add'],
    ]);
  });
});
