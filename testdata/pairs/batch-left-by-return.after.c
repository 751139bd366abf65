static int frob_collect(struct frob *frob, struct address_space *mapping, pgoff_t index)
{
	struct folio_batch fbatch;
	struct folio *folio;
	int ret = 0;

	folio_batch_init(&fbatch);
	do {
		folio = filemap_get_folio(mapping, index++);
		if (IS_ERR(folio))
			break;
		folio_batch_add(&fbatch, folio);
		ret = frob_step(frob);
		if (ret)
			return ret;	/* want: refcount-leak fbatch.folios[]; verdict: confirmed */
	} while (folio_batch_space(&fbatch));
	folio_batch_release(&fbatch);
	return ret;
}
