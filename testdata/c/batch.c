/* Arrays and batches as owners. */

static int batch_is_released(struct address_space *mapping, pgoff_t start, pgoff_t end)
{
	struct folio_batch fbatch;
	unsigned int i;

	folio_batch_init(&fbatch);
	while (filemap_get_folios(mapping, &start, end, &fbatch)) {
		for (i = 0; i < folio_batch_count(&fbatch); i++)
			folio_mark_accessed(fbatch.folios[i]);
		folio_batch_release(&fbatch);
	}
	return 0;
}

static int batch_is_left_by_return(struct address_space *mapping, pgoff_t start, pgoff_t end)
{
	struct folio_batch fbatch;
	unsigned int i;

	folio_batch_init(&fbatch);
	while (filemap_get_folios(mapping, &start, end, &fbatch)) {
		for (i = 0; i < folio_batch_count(&fbatch); i++) {
			if (folio_test_dirty(fbatch.folios[i]))
				return -EBUSY;	/* known-miss: refcount-leak fbatch[]; verdict: confirmed */
		}
		folio_batch_release(&fbatch);
	}
	return 0;
}

static int batch_takes_the_reference(struct address_space *mapping, pgoff_t index, struct folio_batch *fbatch)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	if (folio_batch_add(fbatch, folio) == 0)
		folio_batch_release(fbatch);
	return 0;
}

static int put_of_what_the_batch_has(struct address_space *mapping, pgoff_t index, struct folio_batch *fbatch)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	folio_batch_add(fbatch, folio);
	folio_put(folio);	/* want: over-put folio; verdict: confirmed */
	return 0;
}

static int pages_are_put_one_by_one(unsigned long start, struct page **pages)
{
	int i, n = get_user_pages_fast(start, 8, 0, pages);

	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++)
		put_page(pages[i]);
	return 0;
}

static int pinned_pages_are_unpinned(unsigned long start, struct page **pages)
{
	int n = pin_user_pages_fast(start, 8, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	if (n < 8) {
		unpin_user_pages(pages, n);
		return -EFAULT;
	}
	frob_step(n);
	unpin_user_pages(pages, n);
	return 0;
}

static int pinned_pages_are_lost(unsigned long start)
{
	struct page *pages[8];
	int n = pin_user_pages_fast(start, 8, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	if (n < 8)
		return -EFAULT;	/* want: refcount-leak pages[]; verdict: confirmed */
	unpin_user_pages(pages, n);
	return 0;
}

static int slots_are_filled_and_emptied(gfp_t gfp, struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		pages[i] = alloc_page(gfp);
		if (!pages[i])
			goto undo;
	}
	return 0;
undo:
	while (--i >= 0)
		put_page(pages[i]);
	return -ENOMEM;
}

static int slot_of_a_local_array_is_lost(gfp_t gfp)
{
	struct page *pages[2];

	pages[0] = alloc_page(gfp);
	if (!pages[0])
		return -ENOMEM;
	pages[1] = alloc_page(gfp);
	if (!pages[1])
		return -ENOMEM;	/* want: refcount-leak pages[0]; verdict: confirmed */
	put_page(pages[0]);
	put_page(pages[1]);
	return 0;
}

static void slot_is_overwritten_while_it_owns(struct frob *frob, gfp_t gfp)
{
	struct page *page = alloc_page(gfp);

	if (!page)
		return;
	frob->slot = page;
	frob->slot = NULL;
}	/* want: refcount-leak page; verdict: confirmed */

static int pages_on_a_list(gfp_t gfp, struct list_head *list)
{
	struct page *page = alloc_page(gfp);

	if (!page)
		return -ENOMEM;
	list_add(&page->lru, list);
	return 0;
}

static int pins_are_put_as_references(unsigned long start, struct page **pages)
{
	int n = pin_user_pages_fast(start, 8, FOLL_WRITE, pages);

	if (n < 8) {
		if (n > 0)
			release_pages(pages, n);	/* want: put-count pages[]; verdict: confirmed */
		return -EFAULT;
	}
	unpin_user_pages(pages, n);
	return 0;
}

static int a_pointer_of_a_structure_is_filled_again(struct frob *frob, int rounds)
{
	int err = frob_fill(frob);

	if (err || rounds == 0)
		return err;
	return frob_fill(frob);
}

static int frob_fill(struct frob *frob)
{
	struct folio *folio = filemap_get_folio(frob->mapping, frob->index);

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	if (frob->slot.folio)
		folio_put(frob->slot.folio);
	frob->slot.folio = folio;
	return 0;
}
