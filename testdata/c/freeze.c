/* Frozen counts, and puts that tell whether they were the last. */

static int frozen_and_thawed(struct folio *folio)
{
	if (!folio_ref_freeze(folio, 2))
		return -EBUSY;
	folio_clear_uptodate(folio);
	folio_ref_unfreeze(folio, 2);
	return 0;
}

static int left_frozen_by_return(struct folio *folio)
{
	if (!folio_ref_freeze(folio, 2))
		return -EBUSY;
	if (folio_test_dirty(folio))
		return -EAGAIN;	/* want: freeze-unbalanced folio; verdict: confirmed */
	folio_ref_unfreeze(folio, 2);
	return 0;
}

static int get_while_frozen(struct folio *folio)
{
	if (!folio_ref_freeze(folio, 1))
		return -EBUSY;
	folio_get(folio);	/* want: frozen-modified folio; verdict: confirmed */
	folio_ref_unfreeze(folio, 1);
	return 0;
}

static int put_while_frozen(struct folio *folio)
{
	if (!folio_ref_freeze(folio, 1))
		return -EBUSY;
	folio_put(folio);	/* want: frozen-modified folio; verdict: confirmed */
	return 0;
}

static void last_put_frees(struct folio *folio)
{
	if (folio_put_testzero(folio))
		__folio_put(folio);
}

static void free_of_a_counted_folio(struct folio *folio)
{
	__folio_put(folio);	/* want: over-put folio; verdict: unconfirmed */
}

static int used_behind_a_put_that_was_not_the_last(struct page *page)
{
	if (put_page_testzero(page)) {
		free_unref_page(page, 0);
		return 0;
	}
	return PageDirty(page);	/* want: use-after-put page; verdict: confirmed */
}

static int used_in_the_zero_arm(struct page *page)
{
	if (put_page_testzero(page)) {
		ClearPageDirty(page);
		free_unref_page(page, 0);
	}
	return 0;
}

static int last_put_forgets_to_free(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	if (folio_put_testzero(folio))
		return 1;	/* want: freeze-unbalanced folio; verdict: confirmed */ /* known-false: refcount-leak folio; verdict: confirmed */
	return 0;
}

static int frozen_page_cache_folio_is_removed(struct address_space *mapping, struct folio *folio)
{
	int refs = 1 + folio_nr_pages(folio);

	if (!folio_ref_freeze(folio, refs))
		return 0;
	__filemap_remove_folio(folio, NULL);
	folio_ref_unfreeze(folio, 1);
	return 1;
}

static void count_stored_over_a_live_page(struct page *page)
{
	set_page_count(page, 2);	/* want: raw-set-page-count page; verdict: unconfirmed */
}

static void count_of_a_proven_zero(struct page *page)
{
	if (!put_page_testzero(page))
		return;
	set_page_count(page, 1);
	__free_page(page);
}
