// SPDX-License-Identifier: GPL-2.0
/*
 * Large folios of a device that are split on their way to memory. Written for
 * foliolint's tests; it is in no kernel.
 */
#include <linux/huge_mm.h>
#include <linux/mm.h>
#include <linux/pagemap.h>

struct aviary {
	spinlock_t lock;
	pmd_t *pmds[AVIARY_PMDS];
	unsigned long *src;
};

/*
 * Takes the PMD of a folio apart. With @freeze migration entries come in its
 * place, and these hold no reference.
 */
static void aviary_split_pmd(struct aviary *aviary, struct folio *folio,
			     unsigned long addr, bool freeze)
{
	pmd_t *pmd = aviary->pmds[aviary_index(addr)];

	spin_lock(&aviary->lock);
	aviary_fill_ptes(aviary, pmd, folio, freeze);
	if (freeze)
		folio_put(folio);
	spin_unlock(&aviary->lock);
}

/* Splits a folio whose page tables have been taken apart already. */
static int aviary_split_unmapped(struct folio *folio, unsigned int order)
{
	if (folio_test_writeback(folio))
		return -EAGAIN;
	aviary_split_to_order(folio, order);
	return 0;
}

static int aviary_split_slot(struct aviary *aviary, unsigned long idx,
			     unsigned long addr, struct folio *folio)
{
	unsigned long flags;
	int ret;

	folio_get(folio);
	aviary_split_pmd(aviary, folio, addr, true);
	ret = aviary_split_unmapped(folio, 0);
	if (ret)
		return ret;

	aviary->src[idx] &= ~AVIARY_COMPOUND;
	flags = aviary->src[idx] & AVIARY_FLAGS;
	aviary->src[idx] |= flags;
	return 0;
}

/* Marks the cached folios of a range as those that are about to move. */
static int aviary_mark_range(struct address_space *mapping, pgoff_t first,
			     pgoff_t last)
{
	struct folio *folio;
	pgoff_t index;

	for (index = first; index <= last; index++) {
		folio = filemap_get_folio(mapping, index);
		if (IS_ERR(folio))
			continue;
		folio_mark_accessed(folio);
		folio_put(folio);
	}
	return 0;
}
