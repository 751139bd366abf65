/* Pages that only a lock keeps, or nothing at all. */

static unsigned long size_behind_the_put(struct frob *frob)
{
	struct folio *folio;

	rcu_read_lock();
	folio = READ_ONCE(frob->folio);
	if (!folio || !folio_try_get(folio)) {
		rcu_read_unlock();
		return 0;
	}
	rcu_read_unlock();
	folio_put(folio);
	return folio_nr_pages(folio);	/* want: use-after-put folio; verdict: confirmed */
}

static unsigned long size_before_the_put(struct frob *frob)
{
	struct folio *folio;
	unsigned long nr;

	rcu_read_lock();
	folio = READ_ONCE(frob->folio);
	if (!folio || !folio_try_get(folio)) {
		rcu_read_unlock();
		return 0;
	}
	rcu_read_unlock();
	nr = folio_nr_pages(folio);
	folio_put(folio);
	return nr;
}

static unsigned long size_of_what_was_refused(unsigned long pfn)
{
	struct folio *folio = pfn_folio(pfn);
	unsigned long nr;

	if (!folio_try_get(folio))
		return folio_nr_pages(folio);	/* want: use-after-put folio; verdict: confirmed */
	nr = folio_nr_pages(folio);
	folio_put(folio);
	return nr;
}

/* Whoever passes a folio keeps it. */
static unsigned long folio_of_the_caller(struct folio *folio)
{
	if (!folio_try_get(folio))
		return folio_nr_pages(folio);
	folio_mark_accessed(folio);
	folio_put(folio);
	return folio_nr_pages(folio);
}

static int behind_the_page_table_lock(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr, char *to)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(vma->vm_mm, pmd, addr, &ptl);
	struct page *page;

	if (!pte)
		return -EAGAIN;
	page = vm_normal_page(vma, addr, ptep_get(pte));
	pte_unmap_unlock(pte, ptl);
	if (!page)
		return -EFAULT;
	memcpy_from_page(to, page, 0, PAGE_SIZE);	/* want: use-after-put page; verdict: confirmed */
	return 0;
}

static int with_a_reference_of_its_own(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr, char *to)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(vma->vm_mm, pmd, addr, &ptl);
	struct page *page;

	if (!pte)
		return -EAGAIN;
	page = vm_normal_page(vma, addr, ptep_get(pte));
	if (page)
		get_page(page);
	pte_unmap_unlock(pte, ptl);
	if (!page)
		return -EFAULT;
	memcpy_from_page(to, page, 0, PAGE_SIZE);
	put_page(page);
	return 0;
}
