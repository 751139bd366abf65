/* Results that say whether a reference was taken: thrown away, or asked the wrong question. */

static void try_thrown_away(struct folio *folio)
{
	folio_try_get(folio);	/* want: unchecked-ref-result; verdict: confirmed */
	frob_walk(folio->mapping);
}

static void try_of_a_page_cast_away(struct page *page)
{
	(void)get_page_unless_zero(page);	/* want: unchecked-ref-result; verdict: confirmed */
	frob_walk(page->mapping);
}

static void freeze_thrown_away(struct page *page)
{
	page_ref_freeze(page, 1);	/* want: unchecked-ref-result; verdict: confirmed */
}	/* want: freeze-unbalanced page; verdict: confirmed */

static int try_looked_at(struct folio *folio)
{
	if (!folio_try_get(folio))
		return -EAGAIN;
	frob_walk(folio->mapping);
	folio_put(folio);
	return 0;
}

static bool try_handed_on(struct folio *folio)
{
	return folio_try_get(folio);
}

static int try_in_a_warning(struct folio *folio)
{
	bool got = folio_try_get(folio);

	if (WARN_ON_ONCE(!got))
		return -EAGAIN;
	folio_put(folio);
	return 0;
}

static int null_tested_where_an_error_comes(struct address_space *mapping, pgoff_t index)
{
	struct page *page = read_mapping_page(mapping, index, NULL);

	if (!page)	/* want: unchecked-ref-result; verdict: confirmed */
		return -ENOMEM;
	frob_parse(page->mapping);
	put_page(page);
	return 0;
}

static int error_tested_where_null_comes(struct address_space *mapping, pgoff_t index)
{
	struct page *page;

	page = find_get_page(mapping, index);
	if (IS_ERR(page))	/* want: unchecked-ref-result; verdict: confirmed */
		return PTR_ERR(page);
	put_page(page);
	return 0;
}

static int both_tested(struct address_space *mapping, pgoff_t index)
{
	struct page *page = find_get_page(mapping, index);

	if (IS_ERR_OR_NULL(page))
		return -ENOENT;
	put_page(page);
	return 0;
}

static int error_tested_later(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = read_mapping_folio(mapping, index, NULL);

	if (folio)
		frob_trace(index);
	if (IS_ERR(folio))
		return PTR_ERR(folio);
	folio_put(folio);
	return 0;
}

static int error_of_a_copy_tested(struct address_space *mapping, pgoff_t index)
{
	struct folio *found = read_mapping_folio(mapping, index, NULL);
	struct folio *folio = found;

	if (!found || IS_ERR(folio))
		return -EIO;
	folio_put(found);
	return 0;
}

static int error_becomes_null(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = read_mapping_folio(mapping, index, NULL);

	if (IS_ERR(folio))
		folio = NULL;
	if (!folio)
		return -EIO;
	folio_put(folio);
	return 0;
}

static int null_of_another_lookup(struct address_space *mapping, pgoff_t index)
{
	struct page *page = find_get_page(mapping, index);

	if (!page) {
		page = read_mapping_page(mapping, index, NULL);
		if (IS_ERR(page))
			return PTR_ERR(page);
	}
	put_page(page);
	return 0;
}

static int null_test_only_guards_a_put(struct address_space *mapping, pgoff_t index)
{
	struct page *page = find_get_page(mapping, index);
	int err = frob_walk(mapping);

	if (page)
		put_page(page);
	return err;
}

/* Kernels differ in how this one fails, and here the kernel is not known. */
static int lookup_that_changed(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (!folio)
		return -ENOENT;
	folio_put(folio);
	return 0;
}
