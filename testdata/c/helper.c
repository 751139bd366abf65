/* Helpers of the same file, whose summaries are inferred from their bodies. */

static struct folio *take(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return NULL;
	return folio;
}

static void drop(struct folio *folio)
{
	folio_unlock(folio);
	folio_put(folio);
}

static void drop_if_there(struct folio *folio)
{
	if (folio)
		folio_put(folio);
}

static bool take_when_clean(struct folio *folio)
{
	if (folio_test_dirty(folio))
		return false;
	folio_get(folio);
	return true;
}

static int consume_on_failure(struct folio *folio)
{
	int err = frob_prepare(folio->mapping->host);

	if (err)
		folio_put(folio);
	return err;
}

static int maybe_drop(struct folio *folio, bool release)
{
	if (release)
		folio_put(folio);
	return 0;
}

static int result_of_a_getter_is_dropped(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = take(mapping, index);

	if (!folio)
		return -ENOENT;
	drop(folio);
	return 0;
}

static int result_of_a_getter_is_lost(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = take(mapping, index);

	if (!folio)
		return -ENOENT;
	folio_unlock(folio);
	return 0;	/* want: refcount-leak folio; verdict: confirmed */
}

static int put_behind_a_helper_that_puts(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = take(mapping, index);

	if (!folio)
		return -ENOENT;
	drop(folio);
	folio_put(folio);	/* want: over-put folio; verdict: confirmed */
	return 0;
}

static int null_goes_through_a_helper(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = take(mapping, index);

	drop_if_there(folio);
	return folio ? 1 : 0;
}

static int conditional_getter_is_asked(struct address_space *mapping, struct folio *folio)
{
	if (!take_when_clean(folio))
		return -EBUSY;
	frob_step(1);
	folio_put(folio);
	return 0;
}

static int failure_took_it_already(struct inode *inode, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int err;

	if (!folio)
		return -ENOMEM;
	err = consume_on_failure(folio);
	if (err)
		return err;
	folio_put(folio);
	return 0;
}

static int failure_took_it_and_so_does_the_caller(struct inode *inode, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int err;

	if (!folio)
		return -ENOMEM;
	err = consume_on_failure(folio);
	folio_put(folio);	/* want: over-put folio; verdict: confirmed */
	return err;
}

static int argument_says_release(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	return maybe_drop(folio, true);
}

static int argument_says_keep(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	return maybe_drop(folio, false);	/* want: refcount-leak folio; verdict: confirmed */
}

static struct folio *hands_its_argument_back(struct folio *folio)
{
	folio_mark_accessed(folio);
	return folio;
}

static int same_folio_under_two_names(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	struct folio *same;

	if (!folio)
		return -ENOMEM;
	same = hands_its_argument_back(folio);
	folio_put(same);
	return 0;
}

static void two_levels_down(struct folio *folio)
{
	drop(folio);
}

static int dropped_two_levels_down(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = take(mapping, index);

	if (!folio)
		return -ENOENT;
	two_levels_down(folio);
	return folio_test_dirty(folio);	/* want: use-after-put folio; verdict: confirmed */
}

static void recursion(struct folio *folio, int depth)
{
	if (depth == 0) {
		folio_put(folio);
		return;
	}
	recursion(folio, depth - 1);
}

static void drop_in_one_mode(struct folio *folio, int mode)
{
	if (mode == FROB_RELEASE)
		folio_put(folio);
}

static int mode_says_release(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	drop_in_one_mode(folio, FROB_RELEASE);
	return 0;
}

static int mode_says_keep(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	drop_in_one_mode(folio, FROB_KEEP);
	folio_put(folio);
	return 0;
}

static void drop_with_a_flag(struct folio *folio, unsigned int flags)
{
	if (flags & FROB_RELEASE)
		folio_put(folio);
}

static int flag_says_release(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	drop_with_a_flag(folio, FROB_RELEASE | FROB_WAIT);
	return 0;
}

static int answers_without_touching_references(struct frob *frob)
{
	if (frob->busy)
		return -EBUSY;
	return 0;
}

static int answer_of_a_helper_decides_twice(struct frob *frob, gfp_t gfp)
{
	struct folio *folio;
	int err = answers_without_touching_references(frob);

	if (err < 0)
		return err;
	folio = folio_alloc(gfp, 0);
	if (!folio)
		return -ENOMEM;
	if (err == 0)
		folio_put(folio);
	return err;
}

static int same_condition_in_helper_and_caller(struct frob *frob, struct folio *folio)
{
	if (frob->nr > 4)
		folio_get(folio);
	return 0;
}

static int field_decides_twice(struct frob *frob, struct address_space *mapping)
{
	struct folio *folio = NULL;

	if (frob->nr > 4)
		folio = find_get_page(mapping, 0);
	if (frob->nr > 4 && folio)
		folio_put(folio);
	return 0;
}

static void put_pair(struct folio *a, struct folio *b)
{
	folio_put(a);
	folio_put(b);
}

static int pair_is_dropped(gfp_t gfp)
{
	struct folio *a = folio_alloc(gfp, 0);
	struct folio *b;

	if (!a)
		return -ENOMEM;
	b = folio_alloc(gfp, 0);
	if (!b) {
		folio_put(a);
		return -ENOMEM;
	}
	put_pair(a, b);
	return 0;
}

static int fill_two(gfp_t gfp, struct folio **ap, struct folio **bp)
{
	struct folio *a = folio_alloc(gfp, 0);
	struct folio *b;

	if (!a)
		return -ENOMEM;
	b = folio_alloc(gfp, 0);
	if (!b) {
		folio_put(a);
		return -ENOMEM;
	}
	*ap = a;
	*bp = b;
	return 0;
}

static int two_filled_one_dropped(gfp_t gfp)
{
	struct folio *a, *b;
	int err = fill_two(gfp, &a, &b);

	if (err)
		return err;
	folio_put(a);
	return 0;	/* want: refcount-leak b; verdict: confirmed */
}

static void put_field(struct frob *frob)
{
	folio_put(frob->folio);
	frob->folio = NULL;
}

static int field_is_dropped_by_a_helper(struct frob *frob, gfp_t gfp)
{
	frob->folio = folio_alloc(gfp, 0);
	if (!frob->folio)
		return -ENOMEM;
	if (frob_step(0)) {
		put_field(frob);
		return -EIO;
	}
	return 0;
}

static void store_it(struct frob *frob, struct folio *folio)
{
	frob->folio = folio;
}

static int stored_by_a_helper(struct frob *frob, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	store_it(frob, folio);
	return 0;
}

static int handed_to_an_unknown_function(struct frob *frob, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	return frob_submit(frob, folio);
}

static int handed_to_a_method(struct frob *frob, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	return frob->ops->submit(frob, folio);
}

static void drop_if_there_and_wanted(struct folio *folio, int flags)
{
	if (!folio)
		return;
	if (flags & FROB_FREE)
		folio_put(folio);
}

static void drop_by_flags(struct folio *folio, int flags)
{
	drop_if_there_and_wanted(folio, flags);
}

static int both_conditions_hold(struct frob *frob, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	if (frob_is_busy(frob)) {
		drop_if_there_and_wanted(folio, FROB_FREE);
		return -EBUSY;
	}
	drop_by_flags(folio, FROB_FREE);
	return 0;
}

static int one_of_two_conditions_holds(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	drop_by_flags(folio, FROB_KEEP);
	return 0;	/* want: refcount-leak folio; verdict: confirmed */
}
