int frob_fill(struct page **pages, int nr, int budget, gfp_t gfp)
{
	int i;

	for (i = 0; i < nr; i++) {
		pages[i] = alloc_page(gfp);
		if (!pages[i])
			goto undo;
	}
	return 0;
undo:
	while (--i >= 0)
		__free_page(pages[i]);
	return -ENOMEM;
}
