static int frob_exclusive(struct mm_struct *mm, unsigned long addr, struct frob *frob)
{
	struct page *page;
	int ret;

	for (;;) {
		ret = make_device_exclusive_range(mm, addr, addr + PAGE_SIZE, &page, NULL);
		if (ret <= 0 || !page)
			return -EINVAL;
		if (!frob_step(frob))
			break;
		unlock_page(page);
	}
	unlock_page(page);
	put_page(page);
	return 0;
}
