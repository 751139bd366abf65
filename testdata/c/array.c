/* Arrays of the function's own, local or allocated: who holds their elements, and how many. */

static int one_pin_is_lost(struct frob *frob, unsigned long start)
{
	struct page *pages[1];

	if (pin_user_pages_fast(start, 1, FOLL_WRITE, pages) != 1)
		return -EFAULT;
	if (frob->closed)
		return -ESHUTDOWN;	/* want: refcount-leak pages[]; verdict: confirmed */
	memset(page_address(pages[0]), 0, PAGE_SIZE);
	unpin_user_page(pages[0]);
	return 0;
}

static int allocated_array_is_freed_full(struct frob *frob, int nr, gfp_t gfp)
{
	struct page **pages = kcalloc(nr, sizeof(*pages), gfp);
	int i;

	if (!pages)
		return -ENOMEM;
	for (i = 0; i < nr; i++) {
		pages[i] = alloc_page(gfp);
		if (!pages[i])
			goto undo;
	}
	if (frob->closed) {
		kfree(pages);
		return -ESHUTDOWN;	/* want: refcount-leak pages[]; verdict: confirmed */
	}
	frob->pages = pages;
	return 0;
undo:
	while (i--)
		__free_page(pages[i]);
	kfree(pages);
	return -ENOMEM;
}

static struct page **pins_in_a_new_array(unsigned long start, int nr)
{
	struct page **pages = kvcalloc(nr, sizeof(*pages), GFP_KERNEL);
	int got;

	if (!pages)
		return ERR_PTR(-ENOMEM);
	got = pin_user_pages_fast(start, nr, FOLL_WRITE, pages);
	if (got != nr) {
		if (got > 0)
			unpin_user_pages(pages, got);
		kvfree(pages);
		return ERR_PTR(-EFAULT);
	}
	return pages;
}

static int array_of_a_helper_is_freed_full(struct frob *frob, unsigned long start, int nr)
{
	struct page **pages = pins_in_a_new_array(start, nr);

	if (IS_ERR(pages))
		return PTR_ERR(pages);
	if (frob->closed) {
		kvfree(pages);
		return -EBUSY;	/* want: refcount-leak pages[]; verdict: confirmed */
	}
	frob->pages = pages;
	return 0;
}

static int array_of_a_helper_is_stored(struct frob *frob, unsigned long start, int nr)
{
	struct page **pages = pins_in_a_new_array(start, nr);

	if (IS_ERR(pages))
		return PTR_ERR(pages);
	frob->pages = pages;
	return 0;
}

static int copied_array_is_held_by_the_copy(struct frob *frob, unsigned long start, int nr)
{
	struct page *pages[16];

	if (nr > 16 || pin_user_pages_fast(start, nr, FOLL_WRITE, pages) <= 0)
		return -EFAULT;
	memcpy(frob->slots, pages, nr * sizeof(pages[0]));
	return 0;
}

static int one_pin_too_few(struct frob *frob, unsigned long start, int nr)
{
	int got = pin_user_pages_fast(start, nr, FOLL_WRITE, frob->pages);

	if (got != nr) {
		if (got > 0)
			unpin_user_pages(frob->pages, got);
		return -EFAULT;
	}
	frob_run(frob);
	unpin_user_pages(frob->pages, nr - 1);	/* want: put-count; verdict: confirmed */
	return 0;
}

static int as_many_by_another_name(struct frob *frob, unsigned long start, int nr)
{
	int got = pin_user_pages_fast(start, nr, FOLL_WRITE, frob->pages);

	if (got <= 0)
		return -EFAULT;
	frob_run(frob);
	unpin_user_pages(frob->pages, got);
	return 0;
}

static int last_pin_by_itself(struct frob *frob, unsigned long start, int nr)
{
	int got = pin_user_pages_fast(start, nr, FOLL_WRITE, frob->pages);

	if (got != nr)
		return -EFAULT;
	unpin_user_pages(frob->pages, nr - 1);
	frob_run(frob);
	unpin_user_page(frob->pages[nr - 1]);
	return 0;
}

static int block_of_another_order(gfp_t gfp)
{
	struct page *page = alloc_pages(gfp, 2);

	if (!page)
		return -ENOMEM;
	__free_pages(page, 1);	/* want: put-count; verdict: confirmed */
	return 0;
}

static int block_of_the_same_order(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp, order + 1);

	if (!page)
		return -ENOMEM;
	__free_pages(page, order + 1);
	return 0;
}

static void frob_submit(struct frob_bio *bio, struct folio **folios, int nr)
{
	bio->folios = folios;
	bio->nr = nr;
	frob_start(bio);
}

/* That the array was stored is known behind a call that may write the structure. */
static int array_goes_to_a_bio(struct frob_bio *bio, int nr, gfp_t gfp)
{
	struct folio **folios = kvcalloc(nr, sizeof(*folios), gfp);
	int i;

	if (!folios)
		return -ENOMEM;
	for (i = 0; i < nr; i++) {
		folios[i] = folio_alloc(gfp, 0);
		if (!folios[i])
			goto undo;
	}
	frob_submit(bio, folios, nr);
	return 0;
undo:
	while (i--)
		folio_put(folios[i]);
	kvfree(folios);
	return -ENOMEM;
}

/* Who releases the whole array at once leaves no element to an index. */
static int pinned_array_jumps_over_the_unpin(struct frob *frob, unsigned long start, int nr)
{
	struct page **pages = kvmalloc_array(nr, sizeof(*pages), GFP_KERNEL);
	int got, err = -EFAULT;

	if (!pages)
		return -ENOMEM;
	got = pin_user_pages_fast(start, nr, FOLL_WRITE, pages);
	if (got < 0)
		goto free;
	if (got != nr)
		goto unpin;
	if (frob->pages)
		goto free;
	frob->pages = pages;
	return 0;
unpin:
	unpin_user_pages(pages, got);
free:
	kvfree(pages);
	return err;	/* want: refcount-leak pages[]; verdict: confirmed */
}
