import type { Page } from './page.js';
import { type Effect, primitives } from './primitives.js';

/**
 * Takes a block from the buddy. The head's count becomes 1, or stays 0 for a frozen allocation; tails stay 0
 * (6.12 mm/page_alloc.c, prep_new_page and check_new_page). A count that is not 0 is found here at the latest.
 */
export function allocate(head: Page, frozen: boolean): Effect {
  if (head.raw !== 0) return { fired: [{ condition: 'nonzero _refcount', function: 'bad_page' }], freed: false };
  head.state = 'owned';
  return frozen ? { fired: [], freed: false } : primitives.set_page_refcounted(head);
}

/**
 * Gives a page whose count is already 0 back (`free_unref_page`, `free_frozen_pages`). A page with a count is
 * reported and leaked on purpose (6.12 mm/page_alloc.c, free_page_is_bad).
 */
export function free(head: Page): Effect {
  if (head.raw !== 0) return { fired: [{ condition: 'nonzero _refcount', function: 'bad_page' }], freed: false };
  head.state = 'free';
  return { fired: [], freed: true };
}
