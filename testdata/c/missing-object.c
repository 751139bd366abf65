/* Puts of what is no page: a pointer without a value, NULL, an address. */

static int no_value_yet(struct address_space *mapping, pgoff_t index, size_t len)
{
	struct folio *folio;
	int err = 0;

	if (len > PAGE_SIZE) {
		err = -EINVAL;
		goto out;
	}
	folio = filemap_lock_folio(mapping, index);
	if (!folio)
		return -ENOENT;
	folio_unlock(folio);
out:
	folio_put(folio);	/* want: over-put; verdict: confirmed */
	return err;
}

static int still_null(struct frob *frob, gfp_t gfp)
{
	struct page *page = NULL;
	int err = 0;

	if (frob->closed) {
		err = -ESHUTDOWN;
		goto out;
	}
	page = alloc_page(gfp);
	if (!page)
		return -ENOMEM;
out:
	put_page(page);	/* want: unchecked-ref-result; verdict: confirmed */
	return err;
}

static int null_is_asked_for(struct frob *frob, gfp_t gfp)
{
	struct page *page = NULL;

	if (!frob->closed)
		page = alloc_page(gfp);
	if (page)
		put_page(page);
	return 0;
}

/* That the loop may run no time is known to the reader, too. */
static int set_in_a_loop(struct frob *frob, int nr, gfp_t gfp)
{
	struct page *page = NULL;
	int i;

	for (i = 0; i < nr; i++) {
		if (page)
			put_page(page);
		page = alloc_page(gfp);
		if (!page)
			return -ENOMEM;
	}
	put_page(page);
	return 0;
}

static int address_for_a_page(struct frob *frob, unsigned int order)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, order);

	if (!addr)
		return -ENOMEM;
	__free_pages((struct page *)addr, order);	/* want: over-put; verdict: confirmed */
	return 0;
}

static int page_for_an_address(gfp_t gfp)
{
	struct page *page = alloc_pages(gfp, 1);

	if (!page)
		return -ENOMEM;
	free_pages((unsigned long)page, 1);	/* want: over-put; verdict: confirmed */
	return 0;
}

static int address_of_a_page(gfp_t gfp)
{
	struct page *page = alloc_pages(gfp, 1);

	if (!page)
		return -ENOMEM;
	free_pages((unsigned long)page_address(page), 1);
	return 0;
}
