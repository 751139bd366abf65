/* SPDX-License-Identifier: GPL-2.0 */
struct pantry {
	unsigned int nr;
	struct folio *shelf[PANTRY_SHELVES];
};

int pantry_reserve(struct pantry *pantry);
int pantry_store(struct pantry *pantry, struct folio *folio);
