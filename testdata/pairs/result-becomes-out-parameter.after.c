/* clean */
static int frob_get(struct address_space *mapping, pgoff_t index, struct folio **foliop)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return -ENOENT;
	*foliop = folio;
	return 0;
}

static int frob_use(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio;
	int err = frob_get(mapping, index, &folio);

	if (err)
		return err;
	folio_mark_accessed(folio);
	folio_put(folio);
	return 0;
}
