static int frob_queue(struct frob *frob, gfp_t gfp)
{
	struct page *page = alloc_page(gfp);
	int err;

	if (!page)
		return -ENOMEM;
	err = frob_submit(frob, page);
	if (err) {
		put_page(page);
		return err;
	}
	frob_account(frob);
	return 0;
}
