// SPDX-License-Identifier: GPL-2.0
/*
 * Large folios in a table of slots that can be split. Written for foliolint's
 * tests; it is in no kernel.
 */
#include <linux/mm.h>

struct burrow {
	spinlock_t lock;
	unsigned long busy;
	struct folio *slots[BURROW_SLOTS];
};

/*
 * Empties the slot of a folio. With @freeze a marker comes in its place, which
 * holds no reference.
 */
static void burrow_clear_slot(struct burrow *burrow, struct folio *folio,
			      bool freeze)
{
	unsigned int slot = burrow_slot_of(folio->index);

	spin_lock(&burrow->lock);
	burrow->slots[slot] = freeze ? BURROW_MARKER : folio;
	if (freeze)
		folio_put(folio);
	spin_unlock(&burrow->lock);
}

static int burrow_split_slot(struct burrow *burrow, struct folio *folio)
{
	folio_get(folio);
	burrow_clear_slot(burrow, folio, true);

	if (burrow->busy)
		return -EAGAIN;

	burrow->busy = folio_nr_pages(folio);
	return 0;
}
