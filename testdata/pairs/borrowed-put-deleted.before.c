static void frob_release(struct folio *folio, bool dirty)
{
	if (dirty)
		folio_mark_dirty(folio);
	folio_unlock(folio);
	folio_put(folio);
}
