static void frob_free(struct frob *frob)
{
	unsigned int i;

	for (i = 0; i < frob->nr; i++)
		put_page(frob->pages[i]);
	kfree(frob->pages);
}
