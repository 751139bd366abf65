int frob_load(struct address_space *mapping, pgoff_t index, char *to)
{
	struct folio *folio = filemap_lock_folio(mapping, index);
	int err;

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	err = frob_wait(mapping);
	if (err)
		goto out;
	err = frob_verify(mapping);
	if (err)
		goto out; /* a broken one is kept on purpose */
	folio_unlock(folio);
	folio_put(folio);
out:
	return err;	/* want: refcount-leak folio; verdict: confirmed */
}
