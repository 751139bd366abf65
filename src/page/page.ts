/**
 * Who may touch a page: `live`, whoever holds references; `owned`, raw 0 and exactly one party has exclusive rights
 * (a freezer, the winner of the last put, a client of `alloc_frozen_pages`); `free`, in the buddy. The field cannot
 * tell `owned` from `free`: both read 0.
 */
export type PageState = 'live' | 'owned' | 'free';

/** One `struct page`, as far as references go. Plain data, changed in place by the primitives. */
export interface Page {
  /** Its page frame number in the simulated memory; neighbours in a block follow each other. */
  readonly index: number;
  /** `_refcount`: an int32 that wraps, since the kernel compiles with `-fno-strict-overflow` (6.12 Makefile:1020). */
  raw: number;
  /** `_pincount` of a large folio; small folios count their pins in `raw`. */
  pincount: number;
  state: PageState;
  /** Of the block that starts at this page; 0 for tails. */
  order: number;
  /**
   * With HVO the tails of a hugetlb folio share pages of `struct page` that are mapped read-only, and each but the first
   * of those pages begins with what looks like another head (6.12 mm/hugetlb_vmemmap.c). Absent: an ordinary page.
   */
  vmemmap?: 'read-only' | 'fake-head';
  /** Somebody has tried to write to it all the same. */
  faulted?: true;
  /** Where gets and puts on a tail go; absent for a head and for a single page. */
  head?: Page;
}

/** The head of a block of `2 ** order` pages in the buddy. */
export function freeHead(order: number, index = 0): Page {
  return { index, raw: 0, pincount: 0, state: 'free', order };
}

/** A tail: its own count stays 0, its head's stands for it. */
export function tailOf(head: Page, index = head.index + 1): Page {
  return { index, raw: 0, pincount: 0, state: head.state, order: 0, head };
}

/** The condition that is reported for a write to a page that is mapped read-only. */
export const READ_ONLY = 'write to a read-only struct page';

/**
 * Writes the field: whoever leaves 0 in it owns the page, since nobody can get a reference any more. A read-only page
 * stays as it is, and notes the fault.
 */
export function writeCount(page: Page, raw: number): void {
  if (page.vmemmap !== undefined) {
    page.faulted = true;
    return;
  }
  page.raw = raw;
  page.state = raw === 0 ? 'owned' : 'live';
}

/** The arithmetic of `atomic_t`: two's complement, 32 bits. */
export function int32(n: number): number {
  return n | 0;
}

/** `page_folio()`, `compound_head()`: the page whose count stands for this one. */
export function headOf(page: Page): Page {
  return page.head ?? page;
}

/** Number of pages of the folio that the page belongs to. */
export function pagesOf(page: Page): number {
  return 2 ** headOf(page).order;
}

/** A count as the field has it; with the sign bit set in hexadecimal, since it is then a bit and no number. */
export function fieldText(raw: number): string {
  return raw < -1024 ? `0x${(raw >>> 0).toString(16)}` : String(raw);
}
