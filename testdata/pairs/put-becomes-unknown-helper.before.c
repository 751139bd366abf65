static void frob_end(struct frob *frob, struct page **pages, int nr)
{
	int i;

	for (i = 0; i < nr; i++) {
		set_page_dirty(pages[i]);
		put_page(pages[i]);
	}
	put_page(frob->head);
}
