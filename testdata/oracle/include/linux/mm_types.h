/* A page is its count and its head; a folio is its first page, with the count in the same place. */
#ifndef ORACLE_MM_TYPES_H
#define ORACLE_MM_TYPES_H

#include <linux/atomic.h>

struct page {
	atomic_t _refcount;
	struct page *head;
};

struct folio {
	union {
		struct page page;
		struct { atomic_t _refcount; };
	};
};

#endif
