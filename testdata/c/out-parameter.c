/* References that come and go through a pointer of the caller's. */

static int filled_on_success(struct inode *inode, pgoff_t index)
{
	struct folio *folio;
	int err = shmem_get_folio(inode, index, 0, &folio, SGP_CACHE);

	if (err)
		return err;
	folio_unlock(folio);
	folio_put(folio);
	return 0;
}

static int filled_and_forgotten(struct inode *inode, pgoff_t index)
{
	struct folio *folio;
	int err = shmem_get_folio(inode, index, 0, &folio, SGP_CACHE);

	if (err)
		return err;
	folio_unlock(folio);
	return 0;	/* want: refcount-leak folio; verdict: confirmed */
}

static int handed_on_through_the_parameter(struct address_space *mapping, pgoff_t index, struct folio **foliop)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	*foliop = folio;
	return 0;
}

static int put_through_the_parameter_and_kept_there(struct address_space *mapping, pgoff_t index, struct folio **foliop)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	*foliop = folio;
	if (folio_test_dirty(folio)) {
		*foliop = NULL;
		folio_put(folio);
		return -EAGAIN;
	}
	return 0;
}

static int cleared_without_put(struct address_space *mapping, pgoff_t index, struct folio **foliop)
{
	struct folio *folio = filemap_get_folio(mapping, index);

	if (IS_ERR(folio))
		return PTR_ERR(folio);
	*foliop = folio;
	if (folio_test_dirty(folio)) {
		*foliop = NULL;
		return -EAGAIN;	/* want: refcount-leak folio; verdict: confirmed */
	}
	return 0;
}

static int overwritten_on_retry(struct inode *inode, pgoff_t index)
{
	struct folio *folio;
	int err;

again:
	err = shmem_get_folio(inode, index, 0, &folio, SGP_CACHE);
	if (err)
		return err;	/* want: refcount-leak folio; verdict: confirmed */
	if (folio_test_hwpoison(folio))
		goto again;
	folio_unlock(folio);
	folio_put(folio);
	return 0;
}

static int filled_by_a_helper_of_this_file(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio;
	int err = handed_on_through_the_parameter(mapping, index, &folio);

	if (err)
		return err;
	if (folio_test_dirty(folio))
		return -EBUSY;	/* want: refcount-leak folio; verdict: confirmed */
	folio_put(folio);
	return 0;
}

static vm_fault_t fault_page_is_the_callers(struct vm_fault *vmf, struct address_space *mapping)
{
	struct page *page = find_get_page(mapping, vmf->pgoff);

	if (!page)
		return VM_FAULT_SIGBUS;
	vmf->page = page;
	return 0;
}

static vm_fault_t fault_page_put_and_left(struct vm_fault *vmf)
{
	vm_fault_t ret = filemap_fault(vmf);

	if (!(ret & VM_FAULT_LOCKED))
		return ret;
	unlock_page(vmf->page);
	put_page(vmf->page);
	return VM_FAULT_RETRY;
}
