import { SemanticsError } from './semantics.js';
import {
  type Block,
  blockAt,
  call,
  countAt,
  MAX_ORDER,
  newTally,
  outcomeOf,
  page,
  pagesFrom,
  report,
  type Simulation,
  type Tally,
  type WorldOutcome,
} from './simulation.js';

/** How a block is allocated: as one folio (`__GFP_COMP`), and with its head's count left at 0. */
export interface Allocation {
  readonly compound: boolean;
  readonly frozen: boolean;
}

const PAGE_ALLOC = 'mm/page_alloc.c';

/**
 * `alloc_pages(order)`, of the block that begins at the selected page. The head's count becomes 1, those of the others
 * stay 0 (6.12 mm/page_alloc.c, prep_new_page). Throws a `SemanticsError` when the block cannot be had there.
 */
export function allocate(sim: Simulation, order: number, { compound, frozen }: Allocation): WorldOutcome {
  const first = sim.selected;
  const pages = blockOf(first, order);
  const taken = pages.find((index) => blockAt(sim, index));
  if (taken !== undefined) throw new SemanticsError(`page ${taken} is allocated already`);
  for (const index of pages) page(sim, index);
  const tally = newTally();
  if (isBad(sim, tally, pages, 'check_new_pages')) return outcomeOf(tally, pages);
  for (const index of pages) page(sim, index).state = 'owned';
  if (!frozen) call(sim, tally, 'set_page_refcounted', first);
  sim.blocks.set(first, { first, order, compound: compound && order > 0 });
  if (compound && order > 0) prepareCompound(sim, first, order);
  return outcomeOf(tally, pages);
}

function blockOf(first: number, order: number): readonly number[] {
  requireBlock(first, order);
  return pagesFrom(first, order);
}

/** Throws a `SemanticsError` unless the buddy may have a block of that order there. */
export function requireBlock(first: number, order: number): void {
  if (order > MAX_ORDER) throw new SemanticsError(`there are no blocks of order ${order}`);
  if (first % 2 ** order !== 0) throw new SemanticsError(`no block of order ${order} begins at page ${first}`);
}

/** `page_expected_state()` of each page: only the counts can be wrong here. Reports each that is. */
function isBad(sim: Simulation, tally: Tally, pages: readonly number[], name: string): boolean {
  const bad = pages.filter((index) => countAt(sim, index) !== 0);
  for (const _ of bad) report(tally, PAGE_ALLOC, name, 'nonzero _refcount');
  return bad.length > 0;
}

/** `prep_compound_page()`: tails point at their head; no count is touched. */
function prepareCompound(sim: Simulation, first: number, order: number): void {
  const head = page(sim, first);
  head.order = order;
  for (const index of pagesFrom(first, order).slice(1)) page(sim, index).head = head;
}

/** `split_page()`: every page of a block that is no folio gets a count of its own. */
export function splitPage(sim: Simulation, order: number | undefined): WorldOutcome {
  const first = sim.selected;
  const block = blockAt(sim, first);
  const by = order ?? block?.order ?? 0;
  const pages = blockOf(first, by);
  const tally = newTally();
  const { head, order: compoundOrder } = page(sim, first);
  if (head || compoundOrder > 0) report(tally, PAGE_ALLOC, 'split_page', 'PageCompound(page)');
  if (call(sim, tally, 'page_count', first) === 0) report(tally, PAGE_ALLOC, 'split_page', '!page_count(page)');
  for (const index of pages.slice(1)) call(sim, tally, 'set_page_refcounted', index);
  if (block && !block.compound) splitBlock(sim, block);
  return outcomeOf(tally, pages);
}

function splitBlock({ blocks }: Simulation, { first, order }: Block): void {
  for (const index of pagesFrom(first, order)) blocks.set(index, { first: index, order: 0, compound: false });
}

/**
 * `__free_pages(page, order)`. When the put is not the last one of a block that is no folio, all pages but the first are
 * freed at once, largest blocks first, whatever their counts: the first alone lives on (6.12 mm/page_alloc.c).
 */
export function freePages(sim: Simulation, order: number): WorldOutcome {
  const first = sim.selected;
  const pages = blockOf(first, order);
  const tally = newTally();
  const { head, order: compoundOrder } = page(sim, first);
  const isHead = head === undefined && compoundOrder > 0;
  if (call(sim, tally, 'put_page_testzero', first)) freeUnref(sim, tally, first, order);
  else if (!isHead) {
    for (let k = order - 1; k >= 0; k--) freeUnref(sim, tally, first + 2 ** k, k);
  }
  return outcomeOf(tally, pages);
}

/** `free_unref_page()`, `free_frozen_pages()`: what has a count, or is not what it seems, is reported and leaked. */
export function freeUnref(sim: Simulation, tally: Tally, first: number, order: number): void {
  const { head, order: compoundOrder } = page(sim, first);
  const pages = pagesFrom(first, order);
  const name = 'free_pages_prepare';
  if (head) report(tally, PAGE_ALLOC, name, 'PageTail(page)');
  if (compoundOrder > 0 && compoundOrder !== order)
    report(tally, PAGE_ALLOC, name, 'compound && compound_order(page) != order');
  for (const index of pages) page(sim, index);
  for (const index of pages.slice(1)) delete page(sim, index).head;
  page(sim, first).order = 0;
  const bad = isBad(sim, tally, pages, name);
  forget(sim, first, order);
  if (bad) return;
  for (const index of pages) page(sim, index).state = 'free';
  tally.blocks.push([first, first + 2 ** order - 1]);
}

/** The pages are nobody's; what is left of their block goes on as smaller ones. */
function forget(sim: Simulation, first: number, order: number): void {
  for (const index of pagesFrom(first, order)) {
    const block = blockAt(sim, index);
    if (block && block.order > 0) {
      sim.blocks.delete(block.first);
      splitBlock(sim, block);
    }
    sim.blocks.delete(index);
    sim.holders.delete(index);
    sim.fragments.delete(index);
  }
}

/** What a primitive has freed goes back with the checks of `free_pages_prepare()`: a folio as a whole, or one page. */
export function freedByPrimitive(sim: Simulation, index: number): Tally {
  const tally = newTally();
  const head = page(sim, index).head?.index ?? index;
  const block = blockAt(sim, head);
  if (block) freeUnref(sim, tally, head, block.compound ? block.order : 0);
  return tally;
}
