static int frob_walk(struct folio *folio)
{
	int err;

	folio_get(folio);
	err = frob_prepare(folio->mapping);
	if (err)
		goto out;
	err = frob_commit(folio->mapping);
out:
	folio_put(folio);
	return err;
}
