static int frob_queue(struct frob *frob, gfp_t gfp)
{
	struct page *page = alloc_page(gfp);
	int err;

	if (!page)
		return -ENOMEM;
	err = frob_submit(frob, page);
	if (err)
		return err;	/* want: refcount-leak page; verdict: confirmed */
	frob_account(frob);
	return 0;
}
