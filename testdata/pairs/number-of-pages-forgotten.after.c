static void frob_remove(struct folio *folio)
{
	__filemap_remove_folio(folio, NULL);
	folio_put(folio);	/* want: put-count folio; verdict: confirmed */
}
