/* Correct code that looks wrong. */

static void two_puts_of_two_references(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return;
	folio_get(folio);
	folio_put(folio);
	folio_put(folio);
}

static void putback_is_a_put(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return;
	if (folio_isolate_lru(folio))
		folio_putback_lru(folio);
	folio_put(folio);
}

static int failure_hands_the_folio_out(struct frob *frob, struct folio **foliop, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	if (frob_prepare(frob)) {
		*foliop = folio;
		return -ENOENT;
	}
	folio_put(folio);
	return 0;
}

static bool success_keeps_the_isolation(struct folio *folio)
{
	if (!folio_try_get(folio))
		return false;
	if (!folio_trylock(folio)) {
		folio_put(folio);
		return false;
	}
	folio_set_isolated(folio);
	folio_unlock(folio);
	return true;
}

static struct folio *swap_before_the_put(struct frob *frob, gfp_t gfp)
{
	struct folio *old = frob->folio;
	struct folio *new = folio_alloc(gfp, 0);

	if (!new)
		return NULL;
	frob->folio = new;
	if (old)
		folio_put(old);
	return new;
}

static int slot_is_cleared_before_the_release(struct frob *frob)
{
	int i;

	for (i = 0; i < frob->nr; i++) {
		struct folio *folio = frob->folios[i];

		frob->folios[i] = NULL;
		if (folio)
			folio_put(folio);
	}
	return 0;
}

static int one_reference_for_each_holder(struct frob *frob, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	folio_get(folio);
	frob->first = folio;
	frob->second = folio;
	return 0;
}

static int zero_page_is_not_counted(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (!page || is_zero_page(page))
		return 0;
	get_page(page);
	put_page(page);
	return 1;
}

static int lock_fails_and_the_put_sleeps(struct folio *folio)
{
	folio_get(folio);
	if (!folio_trylock(folio)) {
		folio_put_wait_locked(folio, TASK_UNINTERRUPTIBLE);
		return -EAGAIN;
	}
	folio_unlock(folio);
	folio_put(folio);
	return 0;
}

static int recheck_behind_the_try_get(struct frob *frob)
{
	struct folio *folio;

	rcu_read_lock();
again:
	folio = READ_ONCE(frob->folio);
	if (!folio)
		goto out;
	if (!folio_try_get(folio))
		goto again;
	if (folio != READ_ONCE(frob->folio)) {
		folio_put(folio);
		goto again;
	}
	folio_mark_accessed(folio);
	folio_put(folio);
out:
	rcu_read_unlock();
	return 0;
}

static int only_one_of_two_is_there(struct address_space *mapping, pgoff_t index, gfp_t gfp)
{
	struct folio *folio = filemap_get_folio(mapping, index);
	struct folio *fresh = NULL;

	if (IS_ERR(folio)) {
		fresh = folio_alloc(gfp, 0);
		if (!fresh)
			return -ENOMEM;
		folio = fresh;
	}
	folio_mark_accessed(folio);
	folio_put(folio);
	return fresh ? 1 : 0;
}

static int private_data_holds_one(struct address_space *mapping, pgoff_t index, void *data)
{
	struct folio *folio = filemap_lock_folio(mapping, index);

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	folio_attach_private(folio, data);
	folio_unlock(folio);
	folio_put(folio);
	return 0;
}

static void warning_does_not_change_the_path(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (WARN_ON_ONCE(IS_ERR(folio)))
		return;
	folio_put(folio);
}

static void bug_never_returns(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return;
	if (frob_step(0))
		BUG();
	folio_put(folio);
}

static int entries_of_a_value(struct xa_state *xas, struct frob *frob)
{
	struct folio *folio;
	int n = 0;

	rcu_read_lock();
	xas_for_each(xas, folio, ULONG_MAX) {
		if (xas_retry(xas, folio) || xa_is_value(folio))
			continue;
		if (!folio_try_get(folio)) {
			xas_reset(xas);
			continue;
		}
		frob->folios[n++] = folio;
	}
	rcu_read_unlock();
	return n;
}
