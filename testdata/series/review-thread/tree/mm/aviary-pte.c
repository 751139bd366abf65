// SPDX-License-Identifier: GPL-2.0-only
/* Fills the page table that takes the place of a PMD. */
void aviary_fill_ptes(struct aviary *aviary, pmd_t *pmd, struct folio *folio,
		      bool freeze)
{
	unsigned long i;

	for (i = 0; i < folio_nr_pages(folio); i++)
		aviary_set_pte(aviary, pmd, folio_pfn(folio) + i, freeze);
}
