static void frob_release_page(struct frob *frob, struct page *page)
{
	if (frob->mode != FROB_PINNED)
		put_page(page);
}

static int frob_read(struct frob *frob, gfp_t gfp)
{
	struct page *page = alloc_page(gfp);
	int err;

	if (!page)
		return -ENOMEM;
	err = frob_fill(frob, frob->sector);
	frob_release_page(frob, page);	/* clean */
	return err;
}
