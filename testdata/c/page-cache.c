/* The page cache's own references, and numbers of pages. */

static int added_and_dropped(struct address_space *mapping, pgoff_t index, gfp_t gfp)
{
	struct folio *folio = filemap_alloc_folio(gfp, 0);
	int err;

	if (!folio)
		return -ENOMEM;
	err = filemap_add_folio(mapping, folio, index, gfp);
	folio_put(folio);
	return err;
}

static int failed_add_keeps_the_callers_reference(struct address_space *mapping, pgoff_t index, gfp_t gfp)
{
	struct folio *folio = filemap_alloc_folio(gfp, 0);
	int err;

	if (!folio)
		return -ENOMEM;
	err = filemap_add_folio(mapping, folio, index, gfp);
	if (err)
		return err;	/* want: refcount-leak folio; verdict: confirmed */
	folio_unlock(folio);
	folio_put(folio);
	return 0;
}

static void removed_with_one_put(struct folio *folio)
{
	__filemap_remove_folio(folio, NULL);
	folio_put(folio);	/* want: put-count folio; verdict: confirmed */
}

static void removed_with_all_puts(struct folio *folio)
{
	__filemap_remove_folio(folio, NULL);
	folio_put_refs(folio, folio_nr_pages(folio));
}

static void removed_with_all_puts_in_a_variable(struct folio *folio)
{
	long nr = folio_nr_pages(folio);

	__filemap_remove_folio(folio, NULL);
	folio_put_refs(folio, nr);
}

static void removed_with_all_puts_and_the_callers(struct folio *folio)
{
	__filemap_remove_folio(folio, NULL);
	folio_put_refs(folio, 1 + folio_nr_pages(folio));
}

static void removal_drops_by_itself(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_lock_folio(mapping, index);

	if (IS_ERR(folio))
		return;
	filemap_remove_folio(folio);
	folio_unlock(folio);
	folio_put(folio);
}

static int as_many_as_were_added(struct folio *folio, int refs)
{
	folio_ref_add(folio, refs);
	if (frob_step(refs))
		return -EIO;
	folio_put_refs(folio, refs);
	return 0;
}

static void split_in_two_puts(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return;
	folio_ref_add(folio, 2);
	folio_put_refs(folio, 2);
	folio_put(folio);
}

static void one_too_few(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return;
	folio_ref_add(folio, 2);
	folio_put_refs(folio, 2);
}	/* want: refcount-leak folio; verdict: confirmed */

static void one_too_many(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return;
	folio_put_refs(folio, 2);	/* want: over-put folio; verdict: confirmed */
}

static int readahead_has_put_it(struct readahead_control *rac)
{
	struct folio *folio;

	while ((folio = readahead_folio(rac)) != NULL) {
		folio_mark_uptodate(folio);
		folio_unlock(folio);
	}
	return 0;
}

static int readahead_is_put_again(struct readahead_control *rac)
{
	struct folio *folio;

	while ((folio = readahead_folio(rac)) != NULL) {
		folio_unlock(folio);
		folio_put(folio);	/* known-miss: over-put folio; verdict: confirmed */
	}
	return 0;
}
