static int frob_swap(struct folio *folio)
{
	if (!folio_ref_freeze(folio, 2))
		return -EBUSY;
	frob_commit(folio->mapping);
	folio_ref_unfreeze(folio, 2);
	return 0;
}
