/* What a callee did hangs on its answer. */

enum frob_answer { FROB_FREE, FROB_USED, FROB_BROKEN };

static enum frob_answer frob_take(struct folio *folio)
{
	if (folio_test_reserved(folio))
		return FROB_BROKEN;
	return folio_try_get(folio) ? FROB_USED : FROB_FREE;
}

static int taken_exactly_when_used(struct folio *folio)
{
	enum frob_answer answer = frob_take(folio);

	if (answer == FROB_BROKEN)
		return -EBUSY;
	if (answer == FROB_FREE)
		return 0;
	folio_put(folio);
	return 1;
}

static int bio_without_room(struct frob *frob, struct bio *bio, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	if (!bio_add_folio(bio, folio, folio_size(folio), 0)) {
		if (frob->closed)
			return -ENOSPC;	/* want: refcount-leak folio; verdict: confirmed */
		folio_put(folio);
		return -EAGAIN;
	}
	return 0;
}

/* Who does not ask knows that these pages are of the area. */
static int range_is_given_back(struct frob *frob, unsigned long nr)
{
	struct page *page = cma_alloc(frob->cma, nr, 0, false);

	if (!page)
		return -ENOMEM;
	if (frob->closed) {
		cma_release(frob->cma, page, nr);
		return -ESHUTDOWN;
	}
	frob->block = page;
	return 0;
}
