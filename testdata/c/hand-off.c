/* References that leave the function in good hands, and such as do not. */

static struct folio *by_return(gfp_t gfp)
{
	return folio_alloc(gfp, 0);
}

static int by_store(struct frob *frob, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	frob->folio = folio;
	return 0;
}

static int store_is_taken_back(struct frob *frob, gfp_t gfp)
{
	frob->folio = folio_alloc(gfp, 0);
	if (!frob->folio)
		return -ENOMEM;
	if (frob_prepare(frob->inode)) {
		folio_put(frob->folio);
		frob->folio = NULL;
		return -EIO;
	}
	return 0;
}

static int stored_field_is_put_twice(struct frob *frob, gfp_t gfp)
{
	frob->folio = folio_alloc(gfp, 0);
	if (!frob->folio)
		return -ENOMEM;
	folio_put(frob->folio);
	folio_put(frob->folio);	/* want: over-put frob->folio; verdict: confirmed */
	frob->folio = NULL;
	return 0;
}

static int by_bio(struct bio *bio, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	bio_add_folio_nofail(bio, folio, PAGE_SIZE, 0);
	return 0;
}

static int by_xarray(struct xarray *xa, pgoff_t index, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);
	int err;

	if (!folio)
		return -ENOMEM;
	err = xa_insert(xa, index, folio, gfp);
	if (err)
		folio_put(folio);
	return err;
}

static int by_page_table(struct vm_fault *vmf, struct vm_area_struct *vma, gfp_t gfp)
{
	struct folio *folio = vma_alloc_folio(gfp, 0, vma, vmf->address);

	if (!folio)
		return VM_FAULT_OOM;
	if (frob_prepare(vma)) {
		folio_put(folio);
		return VM_FAULT_SIGBUS;
	}
	folio_add_new_anon_rmap(folio, vma, vmf->address, RMAP_EXCLUSIVE);
	return 0;
}

static int page_table_entry_and_a_put(struct vm_fault *vmf, struct vm_area_struct *vma, gfp_t gfp)
{
	struct folio *folio = vma_alloc_folio(gfp, 0, vma, vmf->address);

	if (!folio)
		return VM_FAULT_OOM;
	folio_add_new_anon_rmap(folio, vma, vmf->address, RMAP_EXCLUSIVE);
	folio_put(folio);	/* want: over-put folio; verdict: confirmed */
	return 0;
}

static unsigned long by_tagged_word(gfp_t gfp)
{
	struct page *page = alloc_page(gfp);

	if (!page)
		return 0;
	return (unsigned long)page | FROB_TAG;
}

static unsigned long by_pfn(gfp_t gfp)
{
	struct page *page = alloc_page(gfp);

	if (!page)
		return 0;
	return page_to_pfn(page);
}

static struct page *global_page;

static int by_global(gfp_t gfp)
{
	global_page = alloc_page(gfp);
	return global_page ? 0 : -ENOMEM;
}

static int stored_in_a_local_struct(gfp_t gfp)
{
	struct frob frob = {};

	frob.folio = folio_alloc(gfp, 0);
	if (!frob.folio)
		return -ENOMEM;
	return 0;	/* want: refcount-leak frob.folio; verdict: confirmed */
}

static int compound_literal(struct frob *out, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp, 0);

	if (!folio)
		return -ENOMEM;
	*out = (struct frob){ .folio = folio };
	return 0;
}
