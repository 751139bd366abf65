// SPDX-License-Identifier: GPL-2.0
/*
 * Shelves that own what is put on them. Written for foliolint's tests; it is
 * in no kernel.
 */
#include <linux/mm.h>
#include "pantry.h"

/* Gives the reference of @folio to the shelf; the caller keeps it on error. */
int pantry_store(struct pantry *pantry, struct folio *folio)
{
	int err = pantry_reserve(pantry);

	if (err)
		return err;
	pantry->shelf[pantry->nr++] = folio;
	return 0;
}
