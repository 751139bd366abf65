int frob_fail(struct page *page, int flags)
{
	if (PageReserved(page)) {
		if (flags & FROB_COUNTED)
			put_page(page);
		return -EBUSY;
	}
	SetPageError(page);
	if (flags & FROB_COUNTED)
		put_page(page);
	return 0;
}
