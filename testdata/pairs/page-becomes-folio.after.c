/* clean */
static int frob_read(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	folio_lock(folio);
	if (folio_test_dirty(folio)) {
		folio_unlock(folio);
		folio_put(folio);
		return -EBUSY;
	}
	folio_unlock(folio);
	folio_put(folio);
	return 0;
}
