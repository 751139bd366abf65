static int frob_read(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio;
	int err;

again:
	folio = filemap_get_folio(mapping, index);
	if (IS_ERR(folio))
		return PTR_ERR(folio);	/* want: refcount-leak folio; verdict: confirmed */
	err = frob_prepare(mapping);
	if (err == -EAGAIN)
		goto again;
	if (err)
		goto out;
	err = frob_copy(mapping, 0);
out:
	folio_put(folio);
	return err;
}
