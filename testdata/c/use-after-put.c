/* Accesses behind the last put. */

static int field_is_read(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return 0;
	folio_put(folio);
	return folio->index == index;	/* want: use-after-put folio; verdict: confirmed */
}

static void field_is_written(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return;
	folio_put(folio);
	folio->private = NULL;	/* want: use-after-put folio; verdict: confirmed */
}

static void unlocked_behind_the_put(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_lock_folio(mapping, index);

	if (IS_ERR(folio))
		return;
	folio_put(folio);
	folio_unlock(folio);	/* want: use-after-put folio; verdict: confirmed */
}

static void passed_to_a_helper(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return;
	folio_put(folio);
	frob_account(folio);	/* want: use-after-put folio; verdict: confirmed */
}

static void pointer_is_printed(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return;
	folio_put(folio);
	pr_debug("dropped %p, pfn %lx\n", folio, folio_pfn(folio));
}

static bool pointer_is_compared(struct address_space *mapping, pgoff_t index, struct folio *other)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return false;
	folio_put(folio);
	return folio == other;
}

static int second_reference_keeps_it(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);
	int dirty;

	if (IS_ERR(folio))
		return 0;
	folio_get(folio);
	folio_put(folio);
	dirty = folio_test_dirty(folio);
	folio_put(folio);
	return dirty;
}

static int value_read_before(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);
	long nr;

	if (IS_ERR(folio))
		return 0;
	nr = folio_nr_pages(folio);
	folio_put(folio);
	return nr;
}

static int used_in_a_condition(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return 0;
	folio_put(folio);
	if (folio_test_dirty(folio))	/* want: use-after-put folio; verdict: confirmed */
		return 1;
	return 0;
}

static int used_on_one_way_only(struct address_space *mapping, pgoff_t index, bool last)
{
	struct folio *folio = filemap_get_folio(mapping, index);
	int size;

	if (IS_ERR(folio))
		return 0;
	if (last)
		folio_put(folio);
	size = folio_size(folio);	/* want: use-after-put folio; verdict: confirmed */
	if (!last)
		folio_put(folio);
	return size;
}

static struct folio *returned_behind_the_put(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return NULL;
	folio_put(folio);
	return folio;	/* known-miss: use-after-put folio; verdict: confirmed */
}

static int reassigned_before_the_use(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);
	int dirty;

	if (IS_ERR(folio))
		return 0;
	folio_put(folio);
	folio = filemap_get_folio(mapping, index + 1);
	if (IS_ERR(folio))
		return 0;
	dirty = folio_test_dirty(folio);
	folio_put(folio);
	return dirty;
}

static void held_by_the_caller(struct folio *folio)
{
	folio_get(folio);
	folio_put(folio);
	folio_mark_accessed(folio);
}

static int sizeof_does_not_read(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return 0;
	folio_put(folio);
	return sizeof(folio->index);
}

static unsigned long address_of_a_field(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return 0;
	folio_put(folio);
	return (unsigned long)&folio->lru;
}
