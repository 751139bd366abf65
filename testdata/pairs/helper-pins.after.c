static struct page *frob_pin(struct frob *frob, unsigned long start)
{
	struct page *page = NULL;

	pin_user_pages_fast(start, 1, FOLL_WRITE, &page);
	return page;
}

static int frob_poke(struct frob *frob, unsigned long start)
{
	struct page *page = frob_pin(frob, start);

	if (!page)
		return -EFAULT;
	unpin_user_page(page);	/* clean */
	return 0;
}
