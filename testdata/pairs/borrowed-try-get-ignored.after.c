static int frob_walk(struct folio *folio)
{
	int err;

	folio_try_get(folio);	/* want: unchecked-ref-result; verdict: confirmed */
	err = frob_prepare(folio->mapping);
	if (err)
		goto out;
	err = frob_commit(folio->mapping);
out:
	folio_put(folio);	/* known-miss: over-put folio; verdict: confirmed */
	return err;
}
