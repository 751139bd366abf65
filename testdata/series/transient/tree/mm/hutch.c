// SPDX-License-Identifier: GPL-2.0
/*
 * Reads ahead into the page cache. Written for foliolint's tests; it is in no
 * kernel.
 */
#include <linux/pagemap.h>

static bool hutch_is_dirty(struct folio *folio)
{
	return folio_test_dirty(folio);
}

static int hutch_warm(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	folio_mark_accessed(folio);
	folio_put(folio);
	return 0;
}
