static int frob_grow(struct frob *frob, unsigned int nr)
{
	struct page **pages;
	unsigned int i;

	pages = kcalloc(nr, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	for (i = 0; i < frob->nr; i++)
		pages[i] = frob->pages[i];
	alloc_pages_bulk_array(GFP_KERNEL, nr, pages);
	if (frob_map(frob, nr))
		goto out;
	kfree(frob->pages);
	frob->pages = pages;
	return 0;
out:
	for (i = 0; i < nr; i++)
		if (pages[i] && pages[i] != frob->pages[i])
			__free_page(pages[i]);
	kfree(pages);
	return -EIO;
}
