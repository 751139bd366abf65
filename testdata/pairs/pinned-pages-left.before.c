static int frob_add(struct frob *frob, unsigned long addr, unsigned long nr)
{
	struct page **pages;
	unsigned long i = 0, n;
	int ret;

	pages = kcalloc(nr, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	do {
		ret = get_user_pages_unlocked(addr, nr, pages + i, FOLL_GET);
		if (ret < 0)
			goto put;
		i += ret;
	} while (i < nr);
	ret = frob_share(frob, nr);
	if (ret)
		goto put;
	frob->pages = pages;
	return 0;
put:
	for (n = 0; n < i; n++)
		put_page(pages[n]);
	kfree(pages);
	return ret;
}
