import { addRow } from './book.js';
import type { AllocatorEvent } from './event.js';
import { reportGap } from './gap.js';
import { type At, freeIsMissing } from './step.js';

/** Takes an allocation or a free into the book of the first page of its block. */
export function allocatorStep(at: At, event: AllocatorEvent): void {
  if (event.name === 'mm_page_alloc') allocated(at, event);
  else freed(at, event);
}

/** Before 6.14 the count is set first; from then on the page is allocated frozen (mm/page_alloc.c). */
function allocated({ book, line, say }: At, event: AllocatorEvent): void {
  const { count } = book;
  addRow(book, { line, event, before: count, after: count });
  const isFresh = book.fresh;
  book.fresh = false;
  if (isFresh && book.state === 'live') return;
  reportGap(book);
  if (book.state === 'live' && book.count !== 0) {
    say('allocated-live', `allocated while it is in use: the count is ${book.count}`);
    return;
  }
  if (book.state === 'zero') say('zero-without-free', freeIsMissing(book));
  if (book.state === 'frozen' && book.frozenByFreeze)
    say('allocated-live', `allocated while it is frozen, since line ${book.since}`);
  book.born = line;
  book.frozenByFreeze = false;
  if (book.state === 'unknown') return;
  book.state = 'frozen';
  book.count = 0;
  book.since = line;
}

function freed({ book, line, say }: At, event: AllocatorEvent): void {
  // free_unref_folios() traces what free_pages_prepare() has traced already.
  const isSecondTelling = event.name === 'mm_page_free_batched' && book.lastName === 'mm_page_free';
  reportGap(book);
  addRow(book, { line, event, before: book.count, after: book.count });
  if (book.state === 'free') {
    if (!isSecondTelling) say('freed-twice', `freed twice: first at line ${book.since}`);
    return;
  }
  if (book.state === 'live' && book.count !== undefined && book.count !== 0) {
    // free_page_is_bad() reports such a page and never gives it out again.
    if (!isSecondTelling) say('freed-live', `freed while the count is ${book.count}`);
    return;
  }
  book.state = 'free';
  book.count = 0;
  book.sync = undefined;
  book.since = line;
  book.born = undefined;
  book.fresh = false;
  book.frozenByFreeze = false;
}
