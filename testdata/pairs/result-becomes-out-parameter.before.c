static struct folio *frob_get(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return NULL;
	return folio;
}

static int frob_use(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = frob_get(mapping, index);

	if (!folio)
		return -ENOENT;
	folio_mark_accessed(folio);
	folio_put(folio);
	return 0;
}
