static int frob_read(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);
	int err;

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	err = frob_prepare(mapping);
	if (err)
		goto out;
	err = frob_copy(mapping, 0);
out:
	folio_put(folio);
	return err;
}
