static int frob_scan(struct address_space *mapping, pgoff_t first, pgoff_t last)
{
	int n = 0;

	for (; first <= last; first++) {
		struct folio *folio = filemap_get_folio(mapping, first);

		if (IS_ERR(folio))
			continue;
		if (folio_test_dirty(folio))
			n++;
		folio_put(folio);
	}
	return n;
}
