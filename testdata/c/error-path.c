/* A reference that is lost, or dropped twice, on the way out of a failure. */

static int leak_by_early_return(struct inode *inode, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	if (frob_prepare(inode))
		return -EIO;	/* want: refcount-leak folio; verdict: confirmed */
	frob_fill(inode, 4);
	folio_put(folio);
	return 0;
}

static int leak_by_goto_behind_the_put(struct inode *inode, gfp_t gfp)
{
	struct folio *folio;
	int err = -ENOMEM;

	folio = folio_alloc(gfp, 0);
	if (!folio)
		goto out;
	err = frob_prepare(inode);
	if (err)
		goto out;
	err = frob_commit(inode);
	folio_put(folio);
out:
	return err;	/* want: refcount-leak folio; verdict: confirmed */
}

static int goto_ladder_in_order(struct inode *inode, gfp_t gfp)
{
	struct folio *first, *second;
	int err = -ENOMEM;

	first = folio_alloc(gfp, 0);
	if (!first)
		goto out;
	second = folio_alloc(gfp, 0);
	if (!second)
		goto put_first;
	err = frob_commit(inode);
	folio_put(second);
put_first:
	folio_put(first);
out:
	return err;
}

static int goto_ladder_skips_a_rung(struct inode *inode, gfp_t gfp)
{
	struct folio *first, *second;
	int err = -ENOMEM;

	first = folio_alloc(gfp, 0);
	if (!first)
		goto out;
	second = folio_alloc(gfp, 0);
	if (!second)
		goto out;
	err = frob_commit(inode);
	folio_put(second);
	folio_put(first);
out:
	return err;	/* want: refcount-leak first; verdict: confirmed */
}

static int put_on_both_sides_of_the_label(struct inode *inode, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int err;

	if (!folio)
		return -ENOMEM;
	err = frob_prepare(inode);
	if (err) {
		folio_put(folio);
		goto out;
	}
	err = frob_commit(inode);
out:
	folio_put(folio);	/* want: over-put folio; verdict: confirmed */
	return err;
}

static int one_label_with_null_test(struct inode *inode, gfp_t gfp)
{
	struct folio *folio = NULL;
	int err = frob_prepare(inode);

	if (err)
		goto out;
	err = -ENOMEM;
	folio = folio_alloc(gfp, 0);
	if (!folio)
		goto out;
	err = frob_commit(inode);
out:
	if (folio)
		folio_put(folio);
	return err;
}

static int leak_on_success_only(struct inode *inode, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int err;

	if (!folio)
		return -ENOMEM;
	err = frob_prepare(inode);
	if (err)
		goto put;
	return 0;	/* want: refcount-leak folio; verdict: confirmed */
put:
	folio_put(folio);
	return err;
}

static int flag_remembers_who_owns(struct inode *inode, gfp_t gfp)
{
	struct folio *folio = NULL;
	bool got = false;
	int err;

	if (inode->i_size) {
		folio = folio_alloc(gfp, 0);
		if (!folio)
			return -ENOMEM;
		got = true;
	}
	err = frob_prepare(inode);
	if (got)
		folio_put(folio);
	return err;
}

static int two_objects_one_put(struct inode *inode, gfp_t gfp)
{
	struct folio *src = folio_alloc(gfp, 0);
	struct folio *dst = folio_alloc(gfp, 0);
	int err = -ENOMEM;

	if (!src || !dst)
		goto out;
	err = frob_commit(inode);
out:
	if (src)
		folio_put(src);
	return err;	/* want: refcount-leak dst; verdict: confirmed */
}

static void leak_at_the_closing_brace(struct inode *inode, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return;
	if (frob_prepare(inode) == 0)
		folio_put(folio);
}	/* want: refcount-leak folio; verdict: confirmed */

static int retry_drops_before_it_jumps_back(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio;

retry:
	folio = filemap_get_folio(mapping, index);
	if (IS_ERR(folio))
		return PTR_ERR(folio);
	folio_lock(folio);
	if (folio->mapping != mapping) {
		folio_unlock(folio);
		folio_put(folio);
		goto retry;
	}
	folio_unlock(folio);
	folio_put(folio);
	return 0;
}

static int retry_keeps_what_it_had(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio;

retry:
	folio = filemap_get_folio(mapping, index);
	if (IS_ERR(folio))
		return PTR_ERR(folio);	/* want: refcount-leak folio; verdict: confirmed */
	folio_lock(folio);
	if (folio->mapping != mapping) {
		folio_unlock(folio);
		goto retry;
	}
	folio_unlock(folio);
	folio_put(folio);
	return 0;
}
