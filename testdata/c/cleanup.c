/* Scope-bound cleanup. */

static int free_puts_at_every_return(struct inode *inode, gfp_t gfp)
{
	struct folio *folio __free(folio_put) = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	if (frob_prepare(inode))
		return -EIO;
	return 0;
}

static int free_and_a_put_by_hand(struct inode *inode, gfp_t gfp)
{
	struct folio *folio __free(folio_put) = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	if (frob_prepare(inode)) {
		folio_put(folio);
		return -EIO;	/* want: over-put folio; verdict: confirmed */
	}
	return 0;
}

static struct folio *free_is_disarmed(struct inode *inode, gfp_t gfp)
{
	struct folio *folio __free(folio_put) = folio_alloc(gfp, 0);

	if (!folio)
		return NULL;
	if (frob_prepare(inode))
		return NULL;
	return no_free_ptr(folio);
}

static int guard_is_no_reference(struct mutex *lock, gfp_t gfp)
{
	struct folio *folio;

	guard(mutex)(lock);
	folio = folio_alloc(gfp, 0);
	if (!folio)
		return -ENOMEM;
	folio_put(folio);
	return 0;
}

static int leak_inside_a_scoped_guard(struct mutex *lock, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	scoped_guard(mutex, lock) {
		if (frob_step(0))
			return -EIO;	/* want: refcount-leak folio; verdict: confirmed */
	}
	folio_put(folio);
	return 0;
}
