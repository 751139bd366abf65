/* clean */
static void frob_remove(struct folio *folio)
{
	long nr = folio_nr_pages(folio);

	__filemap_remove_folio(folio, NULL);
	folio_put_refs(folio, nr);
}
