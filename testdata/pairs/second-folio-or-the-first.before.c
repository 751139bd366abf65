static void frob_edit(struct address_space *mapping, pgoff_t nr)
{
	struct folio *first, *folio;
	pgoff_t i;

	first = filemap_get_folio(mapping, 0);
	if (IS_ERR(first))
		return;
	for (i = 0; i < nr; i++) {
		if (i > 0) {
			folio = filemap_get_folio(mapping, i);
			if (IS_ERR(folio))
				goto out;
		} else {
			folio = first;
		}
		frob_fill(i);
		if (folio != first)
			folio_put(folio);
	}
out:
	folio_put(first);
}
