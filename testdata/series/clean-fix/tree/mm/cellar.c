// SPDX-License-Identifier: GPL-2.0
/*
 * A compressed store in front of swap, after the manner of zswap. Written for
 * foliolint's tests; it is in no kernel.
 */
#include <linux/pagemap.h>
#include <linux/swap.h>
#include <linux/xarray.h>

struct cellar_entry {
	struct xarray *tree;
	swp_entry_t swpentry;
	unsigned int length;
};

static int cellar_decompress(struct cellar_entry *entry, struct folio *folio)
{
	if (entry->length > PAGE_SIZE)
		return -EIO;
	return crypto_acomp_decompress(cellar_request(entry, folio));
}

/* Writes one entry to the swap device and takes it out of the store. */
static int cellar_writeback_entry(struct cellar_entry *entry)
{
	pgoff_t offset = swp_offset(entry->swpentry);
	struct folio *folio;
	bool allocated;
	int ret;

	folio = __read_swap_cache_async(entry->swpentry, GFP_KERNEL, NULL,
					NO_INTERLEAVE_INDEX, &allocated, true);
	if (!folio)
		return -ENOMEM;

	/* Somebody else has brought it in already. */
	if (!allocated) {
		folio_put(folio);
		return -EEXIST;
	}

	ret = cellar_decompress(entry, folio);
	if (ret) {
		delete_from_swap_cache(folio);
		folio_unlock(folio);
		return ret;
	}

	xa_erase(entry->tree, offset);
	folio_mark_uptodate(folio);
	__swap_writepage(folio, &cellar_wbc);
	folio_put(folio);
	return 0;
}
