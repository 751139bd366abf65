/* NULL, ERR_PTR and pointers that are something else. */

static int error_is_an_error_pointer(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return -ENOENT;
	folio_put(folio);
	return 0;
}

static int error_or_null(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = __filemap_get_folio(mapping, index, FGP_LOCK, 0);

	if (IS_ERR_OR_NULL(folio))
		return -EAGAIN;
	folio_unlock(folio);
	folio_put(folio);
	return 0;
}

static int page_lookup_gives_null(struct address_space *mapping, pgoff_t index)
{
	struct page *page = find_get_page(mapping, index);

	if (!page)
		return 0;
	if (PageUptodate(page))
		return 1;	/* want: refcount-leak page; verdict: confirmed */
	put_page(page);
	return 0;
}

static struct folio *error_cast_of_a_failure(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_grab_folio(mapping, index);

	if (IS_ERR(folio))
		return ERR_CAST(folio);
	if (!folio_test_uptodate(folio)) {
		folio_unlock(folio);
		folio_put(folio);
		return ERR_PTR(-EIO);
	}
	return folio;
}

static struct folio *error_pointer_instead_of_the_folio(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_grab_folio(mapping, index);

	if (IS_ERR(folio))
		return folio;
	if (!folio_test_uptodate(folio)) {
		folio_unlock(folio);
		return ERR_PTR(-EIO);	/* want: refcount-leak folio; verdict: confirmed */
	}
	return folio;
}

static long errno_taken_from_the_pointer(struct address_space *mapping, pgoff_t index)
{
	struct page *page = read_mapping_page(mapping, index, NULL);
	long err = PTR_ERR_OR_ZERO(page);

	if (err)
		return err;
	put_page(page);
	return 0;
}

static int value_entry_has_no_reference(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_entry(mapping, index);

	if (!folio || xa_is_value(folio))
		return 0;
	folio_put(folio);
	return 1;
}

static int value_entry_test_keeps_the_folio(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_entry(mapping, index);

	if (!folio || xa_is_value(folio))
		return 0;
	return folio_test_dirty(folio);	/* want: refcount-leak folio; verdict: confirmed */
}

static int negative_errno_in_a_number(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);
	int ret = 0;

	if (IS_ERR(folio))
		ret = PTR_ERR(folio);
	if (ret < 0)
		return ret;
	folio_put(folio);
	return ret;
}
