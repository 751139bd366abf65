int frob_begin(struct address_space *mapping, struct folio **foliop)
{
	struct folio *folio = filemap_lock_folio(mapping, 0);
	int err;

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	err = frob_prepare(mapping);
	folio_unlock(folio);
	folio_put(folio);
	return err;
}
