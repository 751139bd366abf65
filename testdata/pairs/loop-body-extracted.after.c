/* clean */
static int frob_count(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);
	int n;

	if (IS_ERR(folio))
		return 0;
	n = folio_test_dirty(folio);
	folio_put(folio);
	return n;
}

static int frob_scan(struct address_space *mapping, pgoff_t first, pgoff_t last)
{
	int n = 0;

	for (; first <= last; first++) {
		n += frob_count(mapping, first);
	}
	return n;
}
