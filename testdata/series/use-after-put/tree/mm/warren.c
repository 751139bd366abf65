// SPDX-License-Identifier: GPL-2.0
/*
 * Ages the folios of a range, after the manner of DAMON. Written for
 * foliolint's tests; it is in no kernel.
 */
#include <linux/mm.h>
#include <linux/pagemap.h>

static unsigned long warren_age_range(struct address_space *mapping,
				      pgoff_t first, pgoff_t last)
{
	unsigned long aged = 0;
	struct folio *folio;
	pgoff_t index;

	for (index = first; index <= last; index++) {
		folio = filemap_get_folio(mapping, index);
		if (IS_ERR(folio))
			continue;
		if (folio_test_unevictable(folio)) {
			folio_put(folio);
			continue;
		}
		folio_deactivate(folio);
		aged += folio_nr_pages(folio);
		folio_put(folio);
	}
	return aged;
}
