/* Heads, tails, and assertions that report instead of stopping. */
#ifndef ORACLE_PAGE_FLAGS_H
#define ORACLE_PAGE_FLAGS_H

#include <linux/mm_types.h>

void oracle_fired(const char *condition, const char *file, int line, const char *function);
void oracle_freed(void);

#define oracle_check(cond, text) ({ bool __hit = !!(cond); if (__hit) oracle_fired(text, __FILE__, __LINE__, __func__); __hit; })
#define VM_BUG_ON(cond) ((void)oracle_check(cond, #cond))
#define VM_BUG_ON_PAGE(cond, page) ((void)oracle_check(cond, #cond))
#define VM_BUG_ON_FOLIO(cond, folio) ((void)oracle_check(cond, #cond))
#define VM_WARN_ON_ONCE(cond) ((void)oracle_check(cond, #cond))
#define VM_WARN_ON_ONCE_PAGE(cond, page) oracle_check(cond, #cond)
#define VM_WARN_ON_ONCE_FOLIO(cond, folio) oracle_check(cond, #cond)
#define WARN_ON_ONCE(cond) oracle_check(cond, #cond)

static inline struct page *oracle_head(const struct page *page)
{
	return page->head ? page->head : (struct page *)page;
}

#define page_folio(p) ((struct folio *)oracle_head(p))
#define compound_head(p) oracle_head(p)

static inline int PageTail(const struct page *page) { return page->head != 0; }
static inline bool page_is_fake_head(const struct page *page) { (void)page; return false; }
static inline void rcu_read_lock(void) {}
static inline void rcu_read_unlock(void) {}
static inline int folio_ref_count(const struct folio *folio);
static inline int page_count(const struct page *page);

#endif
