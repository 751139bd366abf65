static int frob_check(struct frob *frob, struct folio **foliop)
{
	if (!frob->busy)
		return 0;
	folio_put(*foliop);
	*foliop = NULL;
	return -EBUSY;
}

static int frob_start(struct frob *frob, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int err;

	if (!folio)
		return -ENOMEM;
	err = frob_check(frob, &folio);
	if (err)
		goto out;
	frob->folio = folio;
	return 0;
out:
	if (folio)
		folio_put(folio);
	return err;
}
