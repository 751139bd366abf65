// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "pantry.h"

int cellarage_fill(struct pantry *pantry, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int err = -ENOMEM;

	if (!folio)
		goto out;
	err = pantry_store(pantry, folio);
	if (!err)
		goto out;
	folio_put(folio);
out:
	return err;
}
