/* References that are taken round by round. */

static int put_each_round(struct address_space *mapping, pgoff_t first, pgoff_t last)
{
	pgoff_t index;

	for (index = first; index <= last; index++) {
		struct folio *folio = filemap_get_folio(mapping, index);

		if (IS_ERR(folio))
			continue;
		folio_mark_accessed(folio);
		folio_put(folio);
	}
	return 0;
}

static int continue_skips_the_put(struct address_space *mapping, pgoff_t first, pgoff_t last)
{
	pgoff_t index;

	for (index = first; index <= last; index++) {
		struct folio *folio = filemap_get_folio(mapping, index);

		if (IS_ERR(folio))
			continue;
		if (folio_test_writeback(folio))
			continue;
		folio_put(folio);
	}
	return 0;	/* want: refcount-leak folio; verdict: confirmed */
}

static int break_leaves_the_last(struct address_space *mapping, pgoff_t first, pgoff_t last)
{
	struct folio *folio;

	while (first <= last) {
		folio = filemap_get_folio(mapping, first++);
		if (IS_ERR(folio))
			continue;
		if (folio_test_dirty(folio))
			break;
		folio_put(folio);
	}
	return 0;	/* want: refcount-leak folio; verdict: confirmed */
}

static struct folio *break_carries_the_found_one(struct address_space *mapping, pgoff_t first, pgoff_t last)
{
	struct folio *found = NULL;

	while (first <= last) {
		struct folio *folio = filemap_get_folio(mapping, first++);

		if (IS_ERR(folio))
			continue;
		if (folio_test_dirty(folio)) {
			found = folio;
			break;
		}
		folio_put(folio);
	}
	return found;
}

static int do_while_puts_before_the_test(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio;
	bool again;

	do {
		folio = filemap_get_folio(mapping, index++);
		if (IS_ERR(folio))
			return PTR_ERR(folio);
		again = folio_test_dirty(folio);
		folio_put(folio);
	} while (again);
	return 0;
}

static int do_while_tests_behind_the_put(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio;

	do {
		folio = filemap_get_folio(mapping, index++);
		if (IS_ERR(folio))
			return PTR_ERR(folio);
		folio_put(folio);
	} while (folio_test_dirty(folio));	/* want: use-after-put folio; verdict: confirmed */
	return 0;
}

static void previous_is_put_by_the_next_round(struct address_space *mapping, pgoff_t first, pgoff_t last)
{
	struct folio *held = NULL;

	for (; first <= last; first++) {
		struct folio *folio = filemap_get_folio(mapping, first);

		if (IS_ERR(folio))
			continue;
		if (held)
			folio_put(held);
		held = folio;
	}
	if (held)
		folio_put(held);
}

static void previous_is_forgotten(struct address_space *mapping, pgoff_t first, pgoff_t last)
{
	struct folio *held = NULL;

	for (; first <= last; first++) {
		struct folio *folio = filemap_get_folio(mapping, first);

		if (IS_ERR(folio))
			continue;
		held = folio;
	}
	if (held)
		folio_put(held);
}	/* want: refcount-leak folio; verdict: confirmed */

static int put_twice_in_the_round(struct address_space *mapping, pgoff_t first, pgoff_t last)
{
	for (; first <= last; first++) {
		struct folio *folio = filemap_get_folio(mapping, first);

		if (IS_ERR(folio))
			break;
		if (folio_test_dirty(folio))
			folio_put(folio);
		folio_put(folio);	/* want: over-put folio; verdict: confirmed */
	}
	return 0;
}

static int put_once_behind_the_loop(gfp_t gfp, int n)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int i;

	if (!folio)
		return -ENOMEM;
	for (i = 0; i < n; i++)
		frob_step(i);
	folio_put(folio);
	return 0;
}

static int put_in_the_loop_of_one_reference(gfp_t gfp, int n)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int i;

	if (!folio)
		return -ENOMEM;
	for (i = 0; i < n; i++)
		folio_put(folio);	/* want: over-put folio; verdict: confirmed */
	return 0;	/* want: refcount-leak folio; verdict: confirmed */
}

static int try_get_until_it_works(struct folio *folio)
{
	while (!folio_try_get(folio))
		cpu_relax();
	folio_mark_accessed(folio);
	folio_put(folio);
	return 0;
}

static int constant_bound(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int i;

	if (!folio)
		return -ENOMEM;
	for (i = 0; i < 16; i++)
		if (frob_step(i))
			return -EIO;	/* want: refcount-leak folio; verdict: confirmed */
	folio_put(folio);
	return 0;
}

static int leak_behind_a_constant_bound(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int i;

	if (!folio)
		return -ENOMEM;
	for (i = 0; i < 16; i++)
		frob_step(i);
	if (frob_last())
		return -EIO;	/* want: refcount-leak folio; verdict: confirmed */
	folio_put(folio);
	return 0;
}
