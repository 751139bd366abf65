/* Objects that belong to the caller. */

static void get_and_put(struct folio *folio)
{
	folio_get(folio);
	folio_lock(folio);
	folio_unlock(folio);
	folio_put(folio);
}

static void put_is_what_this_function_is_for(struct folio *folio)
{
	folio_unlock(folio);
	folio_put(folio);
}

static void get_is_what_this_function_is_for(struct folio *folio)
{
	folio_get(folio);
	folio_mark_accessed(folio);
}

static int get_on_one_way_only(struct folio *folio)
{
	folio_get(folio);
	if (folio_test_dirty(folio))
		return -EBUSY;	/* known-miss: refcount-leak folio; verdict: confirmed */
	folio_put(folio);
	return 0;
}

static int put_by_the_holder_of_a_field(struct frob *frob)
{
	if (!frob->page)
		return 0;
	put_page(frob->page);
	frob->page = NULL;
	return 1;
}

static int field_is_put_and_used(struct frob *frob)
{
	if (!frob->page)
		return 0;
	put_page(frob->page);
	return PageDirty(frob->page);	/* want: use-after-put frob->page; verdict: confirmed */
}

static int get_of_what_may_be_gone(struct folio *folio)
{
	folio_put(folio);
	folio_get(folio);	/* want: use-after-put folio; verdict: confirmed */
	folio_put(folio);
	return 0;
}

static void isolated_and_put_back(struct folio *folio)
{
	if (!folio_isolate_lru(folio))
		return;
	folio_clear_dirty_for_io(folio);
	folio_putback_lru(folio);
}
