static int frob_peek(unsigned long addr)
{
	struct page *page;

	if (get_user_pages(addr, 1, 0, &page) != 1)
		return -EFAULT;
	frob_copy(addr);
	put_page(page);
	put_page(page);	/* want: over-put page; verdict: confirmed */
	return 0;
}
