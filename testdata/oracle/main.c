/*
 * Reads operations `NUMBER PAGE A B`, one a line, and prints for each: the returned value (0 for void), whether a
 * folio was freed, the raw counts of all pages, page_count() of the page, and `CONDITION@FILE:LINE:FUNCTION` of each
 * assertion that fired, all separated by tabs. Operations are numbered by `oracle-ops.h`, a list of VALUE(CALL) and
 * VOID(CALL). Page 1 is a tail of page 0.
 */
#include <stdio.h>
#include <linux/page-flags.h>
#include PAGE_REF_H

static inline bool put_devmap_managed_folio_refs(struct folio *folio, int refs)
{
	(void)folio;
	(void)refs;
	return false;
}

/* The name in 6.1. */
static inline bool put_devmap_managed_page(struct page *page)
{
	(void)page;
	return false;
}

static inline void __folio_put(struct folio *folio)
{
	(void)folio;
	oracle_freed();
}

#include "oracle-slices.h"

static struct page pages[3];
static char fired[2048];
static int fired_length;
static int freed;

void oracle_fired(const char *condition, const char *file, int line, const char *function)
{
	fired_length += snprintf(fired + fired_length, sizeof(fired) - fired_length, "\t%s@%s:%d:%s",
				 condition, file, line, function);
}

void oracle_freed(void)
{
	freed = 1;
}

static long run(int number, struct page *page, int a, int b)
{
	int next = 0;

	(void)a;
	(void)b;
#define VALUE(call) if (number == next++) return (long)(call);
#define VOID(call) if (number == next++) { call; return 0; }
#include "oracle-ops.h"
	return 0;
}

int main(void)
{
	int number, page, a, b;

	pages[1].head = &pages[0];
	while (scanf("%d %d %d %d", &number, &page, &a, &b) == 4) {
		long ret;

		fired_length = 0;
		fired[0] = '\0';
		freed = 0;
		ret = run(number, &pages[page], a, b);
		printf("%ld\t%d\t%d\t%d\t%d\t%d%s\n", ret, freed, pages[0]._refcount.counter,
		       pages[1]._refcount.counter, pages[2]._refcount.counter, page_count(&pages[page]), fired);
	}
	return 0;
}
