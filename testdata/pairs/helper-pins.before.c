static struct page *frob_pin(struct frob *frob, unsigned long start)
{
	struct page *page = NULL;

	get_user_pages_fast(start, 1, FOLL_WRITE, &page);
	return page;
}

static int frob_poke(struct frob *frob, unsigned long start)
{
	struct page *page = frob_pin(frob, start);

	if (!page)
		return -EFAULT;
	put_page(page);
	return 0;
}
