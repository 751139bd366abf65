static void frob_finish(struct frob *frob, struct folio *folio)
{
	folio_mark_uptodate(folio);
	frob->finished++;
	folio_unlock(folio);
}

static int frob_read(struct frob *frob, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(frob->mapping, index);

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	frob_finish(frob, folio);
	folio_put(folio);	/* clean */
	return 0;
}
