static void frob_release(struct folio *folio, bool dirty)
{
	if (dirty)
		folio_mark_dirty(folio);
	folio_put(folio);
	folio_unlock(folio);	/* want: use-after-put folio; verdict: confirmed */
}
