/* clean */
static void frob_teardown(struct frob *frob)
{
	if (frob->cache_folio)
		folio_put(frob->cache_folio);
	kfree(frob);
}
