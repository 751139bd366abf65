/* What a freeze expects, and what the path holds. */

static int caller_holds_one_too(struct folio *folio)
{
	folio_get(folio);
	if (!folio_ref_freeze(folio, 1)) {	/* want: freeze-count folio; verdict: confirmed */
		folio_put(folio);
		return -EBUSY;
	}
	folio_ref_unfreeze(folio, 1);
	folio_put(folio);
	return 0;
}

static int two_of_its_own(gfp_t gfp)
{
	struct page *page = alloc_page(gfp);
	int err = 0;

	if (!page)
		return -ENOMEM;
	get_page(page);
	if (page_ref_freeze(page, 1))	/* want: freeze-count page; verdict: confirmed */
		page_ref_unfreeze(page, 1);
	else
		err = -EBUSY;
	put_page(page);
	put_page(page);
	return err;
}

static int second_one_was_put(gfp_t gfp)
{
	struct page *page = alloc_page(gfp);

	if (!page)
		return -ENOMEM;
	get_page(page);
	frob_prepare();
	put_page(page);
	if (page_ref_freeze(page, 1))
		page_ref_unfreeze(page, 1);
	put_page(page);
	return 0;
}

static int speculative_get_and_exact_freeze(struct folio *folio)
{
	if (!folio_try_get(folio))
		return -EAGAIN;
	if (folio_ref_freeze(folio, 1))
		folio_ref_unfreeze(folio, 1);
	folio_put(folio);
	return 0;
}

static int all_of_them_named(struct folio *folio)
{
	folio_get(folio);
	if (folio_ref_freeze(folio, 1 + folio_nr_pages(folio)))
		folio_ref_unfreeze(folio, 1 + folio_nr_pages(folio));
	folio_put(folio);
	return 0;
}

static int cache_gives_its_references_back(struct folio *folio)
{
	folio_get(folio);
	filemap_remove_folio(folio);
	if (folio_ref_freeze(folio, 1))
		folio_ref_unfreeze(folio, 1);
	folio_put(folio);
	return 0;
}
