static void frob_teardown(struct frob *frob)
{
	if (frob->folio)
		folio_put(frob->folio);
	kfree(frob);
}
