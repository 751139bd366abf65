// SPDX-License-Identifier: GPL-2.0
/*
 * Pins the first page of a user's buffer. Written for foliolint's tests; it is
 * in no kernel.
 */
#include <linux/mm.h>

struct covey {
	struct page *page;
	bool closed;
};

static int covey_open(struct covey *covey, unsigned long start)
{
	struct page *page;
	int ret;

	ret = get_user_pages_fast(start, 1, FOLL_WRITE, &page);
	if (ret < 0)
		return ret;
	covey->page = page;
	return 0;
}

static void covey_close(struct covey *covey)
{
	covey->closed = true;
	put_page(covey->page);
	covey->page = NULL;
}
