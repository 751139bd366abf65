/* One object under two names. */

static int page_of_the_folio_is_put(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	struct page *page;

	if (!folio)
		return -ENOMEM;
	page = &folio->page;
	put_page(page);
	return 0;
}

static int page_dies_with_its_folio(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	struct page *page;

	if (!folio)
		return -ENOMEM;
	page = &folio->page;
	folio_put(folio);
	return PageDirty(page);	/* want: use-after-put folio; verdict: confirmed */
}

static int folio_of_a_page_is_put_twice(gfp_t gfp)
{
	struct page *page = alloc_page(gfp);
	struct folio *folio;

	if (!page)
		return -ENOMEM;
	folio = page_folio(page);
	folio_put(folio);
	put_page(page);	/* want: over-put page; verdict: confirmed */
	return 0;
}

static int second_page_of_the_folio(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 2);

	if (!folio)
		return -ENOMEM;
	clear_highpage(folio_page(folio, 1));
	put_page(folio_page(folio, 1));
	return 0;
}

static int found_by_the_address(gfp_t gfp)
{
	struct page *page = alloc_page(gfp);
	void *address;

	if (!page)
		return -ENOMEM;
	address = page_address(page);
	memset(address, 0, PAGE_SIZE);
	put_page(virt_to_page(address));
	return 0;
}

static void *address_is_handed_out(gfp_t gfp)
{
	struct page *page = alloc_page(gfp);

	if (!page)
		return NULL;
	return page_address(page);
}

static int number_is_no_way_back(gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 2);

	if (!folio)
		return -ENOMEM;
	return folio_nr_pages(folio);	/* want: refcount-leak folio; verdict: confirmed */
}

static int copied_pointer_is_put(gfp_t gfp)
{
	struct folio *old, *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	old = folio;
	folio = NULL;
	folio_put(old);
	return 0;
}

static int wrong_copy_is_put(gfp_t gfp)
{
	struct folio *a = folio_alloc(gfp, 0);
	struct folio *b = folio_alloc(gfp, 0);

	if (!a || !b)
		goto out;
	a = b;
	folio_put(a);
	folio_put(b);	/* want: over-put b; verdict: confirmed */
	return 0;	/* want: refcount-leak a; verdict: confirmed */
out:
	if (a)
		folio_put(a);
	if (b)
		folio_put(b);
	return -ENOMEM;
}

static int page_in_the_middle_is_put(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (!page)
		return -ENOENT;
	get_page(page);
	lock_page(page);
	unlock_page(page);
	put_page(page);
	return 0;
}

static int looked_up_page_is_held_for_ever(struct vm_area_struct *vma, unsigned long addr, pte_t pte)
{
	struct page *page = vm_normal_page(vma, addr, pte);

	if (!page)
		return -ENOENT;
	get_page(page);
	if (PageDirty(page))
		return -EBUSY;	/* known-miss: refcount-leak page; verdict: confirmed */
	put_page(page);
	return 0;
}
