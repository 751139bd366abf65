/* switch, ?: and && around references. */

static int case_without_put(struct address_space *mapping, pgoff_t index, int mode)
{
	struct folio *folio = filemap_get_folio(mapping, index);
	int ret = 0;

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	switch (mode) {
	case FROB_READ:
		ret = 1;
		break;
	case FROB_SKIP:
		return 0;	/* want: refcount-leak folio; verdict: confirmed */
	default:
		ret = -EINVAL;
		break;
	}
	folio_put(folio);
	return ret;
}

static int fallthrough_puts_twice(struct address_space *mapping, pgoff_t index, int mode)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	switch (mode) {
	case 1:
		folio_put(folio);
		fallthrough;
	default:
		folio_put(folio);	/* want: over-put folio; verdict: confirmed */
	}
	return 0;
}

static int cases_take_and_drop_alike(struct address_space *mapping, pgoff_t index, int mode)
{
	struct folio *folio = NULL;

	switch (mode) {
	case FROB_READ:
	case FROB_WRITE:
		folio = filemap_get_folio(mapping, index);
		if (IS_ERR(folio))
			return PTR_ERR(folio);
		break;
	}
	frob_step(mode);
	switch (mode) {
	case FROB_READ:
	case FROB_WRITE:
		folio_put(folio);
		break;
	}
	return 0;
}

static int conditional_operator_takes(struct address_space *mapping, pgoff_t index, bool want)
{
	struct folio *folio = want ? find_get_page(mapping, index) : NULL;

	if (!folio)
		return -ENOENT;
	if (folio_test_dirty(folio))
		return 1;	/* want: refcount-leak folio; verdict: confirmed */
	folio_put(folio);
	return 0;
}

static int conditional_operator_without_middle(struct folio *given, gfp_t gfp)
{
	struct folio *folio = given ?: folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	folio_mark_accessed(folio);
	if (folio != given)
		folio_put(folio);
	return 0;
}

static int try_get_behind_and(struct folio *folio, bool want)
{
	if (want && folio_try_get(folio)) {
		folio_mark_accessed(folio);
		folio_put(folio);
	}
	return 0;
}

static int try_get_in_front_of_and(struct folio *folio)
{
	if (folio_try_get(folio) && folio_test_dirty(folio)) {
		folio_put(folio);
		return 1;
	}
	return 0;	/* known-miss: refcount-leak folio; verdict: confirmed */
}

static int try_get_answer_in_a_variable(struct folio *folio)
{
	bool got = folio_try_get(folio);

	if (!got)
		return -EAGAIN;
	folio_mark_accessed(folio);
	folio_put(folio);
	return 0;
}

static int negated_twice(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = find_get_page(mapping, index);
	bool there = !!folio;

	if (there)
		folio_put(folio);
	return there;
}

static int flags_decide_who_puts(struct folio *folio, unsigned int flags)
{
	if (flags & FROB_GET)
		folio_get(folio);
	frob_step(0);
	if (flags & FROB_GET)
		folio_put(folio);
	return 0;
}
