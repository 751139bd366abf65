static int frob_swap(struct folio *folio)
{
	if (!folio_ref_freeze(folio, 2))
		return -EBUSY;
	if (frob_commit(folio->mapping))
		return -EIO;	/* want: freeze-unbalanced folio; verdict: confirmed */
	folio_ref_unfreeze(folio, 2);
	return 0;
}
