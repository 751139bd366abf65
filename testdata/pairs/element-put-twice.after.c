static int frob_prefetch(struct frob *frob, unsigned long start)
{
	struct page *pages[8];
	int i, nr;

	nr = get_user_pages_fast_only(start, 8, 0, pages);
	if (nr <= 0)
		return -1;
	for (i = 0; i < nr; i++) {
		frob_map(frob, i);
		put_page(pages[i]);
		put_page(pages[i]);	/* want: over-put pages[]; verdict: confirmed */
	}
	return 0;
}
