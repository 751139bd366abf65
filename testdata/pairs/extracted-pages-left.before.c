static int frob_add_pages(struct bio *bio, struct iov_iter *iter, unsigned int nr_pages, size_t *offset)
{
	struct page **pages = (struct page **)bio->bi_io_vec;
	unsigned int i = 0;
	ssize_t size;
	int ret = 0;

	pages += nr_pages;
	size = iov_iter_extract_pages(iter, &pages, UINT_MAX, nr_pages, 0, offset);
	if (size <= 0)
		return size ? size : -EFAULT;
	for (; size > 0; size -= PAGE_SIZE, i++) {
		ret = frob_step(bio, page_to_nid(pages[i]));
		if (ret)
			break;
	}
	while (i < nr_pages)
		bio_release_page(bio, pages[i++]);
	return ret;
}
