/* clean */
static int frob_grow(struct frob *all, unsigned int nr)
{
	struct page **pages = NULL;
	struct frob *frob;
	int i, j;

	for (i = 0; i < FROB_COUNT; i++) {
		frob = &all[i];
		if (frob->nr >= nr)
			continue;
		pages = kcalloc(nr, sizeof(*pages), GFP_KERNEL);
		if (!pages)
			goto out;
		if (alloc_pages_bulk_array(GFP_KERNEL, nr, pages) <= 0)
			goto out;
		frob->pages = pages;
	}
out:
	if (i < FROB_COUNT && pages) {
		for (j = 0; j < nr; j++)
			if (pages[j])
				__free_page(pages[j]);
		kfree(pages);
	}
	return i < FROB_COUNT ? -ENOMEM : 0;
}
