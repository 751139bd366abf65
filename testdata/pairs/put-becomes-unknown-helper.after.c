static void frob_end(struct frob *frob, struct page **pages, int nr)
{
	int i;

	for (i = 0; i < nr; i++) {
		set_page_dirty(pages[i]);
		frob_release_page(pages[i], frob->mode);
	}
	frob_release_page(frob->head, frob->mode);	/* clean */
}
