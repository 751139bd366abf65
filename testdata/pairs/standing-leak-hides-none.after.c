static int frob_two_ways(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	if (frob_busy(mapping))
		return -EBUSY;
	if (frob_prepare(mapping)) {
		return -EIO;	/* want: refcount-leak folio; verdict: confirmed */
	}
	folio_put(folio);
	return 0;
}
