/* Blocks of several pages: only the first one has a count until the block is split. */

static int page_inside_a_block_is_taken(gfp_t gfp)
{
	struct page *page = alloc_pages(gfp, 2);

	if (!page)
		return -ENOMEM;
	get_page(page + 1);	/* want: tail-page-ref page; verdict: unconfirmed */
	__free_pages(page, 2);
	return 0;
}

static int block_is_split_first(gfp_t gfp)
{
	struct page *page = alloc_pages(gfp, 2);

	if (!page)
		return -ENOMEM;
	split_page(page, 2);
	put_page(page + 1);
	put_page(page + 2);
	put_page(page + 3);
	put_page(page);
	return 0;
}

static int compound_block_counts_on_its_head(gfp_t gfp)
{
	struct page *page = alloc_pages(gfp | __GFP_COMP, 2);

	if (!page)
		return -ENOMEM;
	get_page(page + 1);
	put_page(page + 1);
	__free_pages(page, 2);
	return 0;
}
