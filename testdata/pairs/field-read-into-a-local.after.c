/* clean */
static void frob_teardown(struct frob *frob)
{
	struct folio *folio = frob->folio;

	if (folio)
		folio_put(folio);
	kfree(frob);
}
