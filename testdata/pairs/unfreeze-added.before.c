static int frob_swap(struct folio *folio)
{
	if (!folio_ref_freeze(folio, 2))
		return -EBUSY;
	frob_commit(folio->mapping);
	return 0;
}
