static int frob_load(struct frob *frob, gfp_t gfp)
{
	struct page *stack[FROB_PAGES];
	int i, err = -ENOMEM;

	for (i = 0; i < FROB_PAGES; i++) {
		stack[i] = alloc_page(gfp);
		if (!stack[i])
			goto unwind;
	}
	err = frob_reserve(frob);
	if (err)
		return err;	/* want: refcount-leak stack[]; verdict: confirmed */
	for (i = 0; i < FROB_PAGES; i++)
		frob->pages[i] = stack[i];
	return 0;

unwind:
	while (--i >= 0)
		__free_page(stack[i]);
	return err;
}
