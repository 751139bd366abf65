static int frob_walk(struct folio *folio)
{
	int err;

	if (!folio_try_get(folio))
		return -EAGAIN;
	err = frob_prepare(folio->mapping);
	if (err)
		goto out;
	err = frob_commit(folio->mapping);
out:
	folio_put(folio);
	return err;
}
