static struct folio *frob_get_folio(struct frob *frob, bool wait)
{
	struct folio *folio = pfn_folio(READ_ONCE(frob->pfn));

	if (!folio_try_get(folio))
		return NULL;
	if (!wait) {
		if (!folio_trylock(folio)) {
			folio_put(folio);
			return ERR_PTR(-EBUSY);
		}
	} else {
		folio_lock(folio);
	}
	return folio;
}
