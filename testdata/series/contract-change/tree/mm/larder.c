// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "pantry.h"

int larder_fill(struct pantry *pantry, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int err;

	if (!folio)
		return -ENOMEM;
	err = pantry_store(pantry, folio);
	if (err)
		folio_put(folio);
	return err;
}
