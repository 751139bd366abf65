static int frob_offline(unsigned long pfn, int flags)
{
	struct page *page = pfn_to_online_page(pfn);
	int ret;

	if (!page) {
		put_ref_page(pfn, flags);
		return -EIO;
	}
	ret = get_hwpoison_page(page, flags | MF_SOFT_OFFLINE);
	if (hwpoison_filter(page)) {
		if (ret > 0)
			put_page(page);
		else
			put_ref_page(pfn, flags);	/* want: over-put page; verdict: confirmed */
		return -EOPNOTSUPP;
	}
	return ret > 0 ? soft_offline_in_use_page(page) : ret;
}
