static void frob_free(struct frob *frob)
{
	unsigned int i;

	for (i = 0; i < frob->nr; i++)
		;
	kfree(frob->pages);
}	/* want: refcount-leak frob->pages[i]; verdict: confirmed */
