static int frob_read(struct address_space *mapping, pgoff_t index)
{
	struct page *page = find_get_page(mapping, index);

	if (!page)
		return -ENOENT;
	lock_page(page);
	if (PageDirty(page)) {
		unlock_page(page);
		put_page(page);
		return -EBUSY;
	}
	unlock_page(page);
	put_page(page);
	return 0;
}
