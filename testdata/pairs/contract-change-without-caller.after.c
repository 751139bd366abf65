static int frob_insert(struct frob *frob, struct folio *folio)
{
	int err = frob_prepare(frob);

	if (err)	/* want: contract-change folio; verdict: confirmed */
		folio_put(folio);
	return err;
}

static int frob_new(struct frob *frob, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int err;

	if (!folio)
		return -ENOMEM;
	err = frob_insert(frob, folio);
	if (err) {
		folio_put(folio);
		return err;
	}
	frob->folio = folio;
	return 0;
}
