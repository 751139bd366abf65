/* clean */
int frob_walk(struct address_space *mapping, struct folio *first, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);
	int err;

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	err = frob_read(mapping);
	if (unlikely(folio != first))
		folio_put(folio);
	return err;
}
