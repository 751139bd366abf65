import { headOf, int32, type Page, writeCount } from './page.js';

/** A kernel assertion that fired; the operation is carried out all the same, as with checks that only report. */
interface FiredCheck {
  /** As the kernel's source has it: `page_ref_count(page) == 0`. */
  readonly condition: string;
  readonly function: string;
}

/** What one primitive did besides changing the page. */
export interface Effect {
  /** Undefined for void; booleans are 0 and 1. */
  readonly ret?: number;
  readonly fired: readonly FiredCheck[];
  /** The page went back to the allocator. */
  readonly freed: boolean;
}

/** The page and up to two numbers, in the order of the kernel's parameters. */
export type Primitive = (page: Page, a: number, b: number) => Effect;

/**
 * The reference primitives of Linux 6.12 by their kernel names: include/linux/page_ref.h, then those of
 * include/linux/mm.h and mm/internal.h. `page_ref_*` act on the very page they are given,
 * `folio_*`, `get_page` and `put_page` on its head. 6.1 behaves the same.
 */
export const primitives = {
  page_ref_count: (page) => returned(page.raw),
  page_count: (page) => returned(headOf(page).raw),
  set_page_count: (page, v) => store(page, v),
  init_page_count: (page) => store(page, 1),
  page_ref_add: (page, nr) => modify(page, nr),
  page_ref_sub: (page, nr) => modify(page, -nr),
  page_ref_inc: (page) => modify(page, 1),
  page_ref_dec: (page) => modify(page, -1),
  page_ref_sub_return: (page, nr) => returned(add(page, -nr)),
  page_ref_inc_return: (page) => returned(add(page, 1)),
  page_ref_dec_return: (page) => returned(add(page, -1)),
  page_ref_sub_and_test: (page, nr) => subAndTest(page, nr),
  page_ref_dec_and_test: (page) => subAndTest(page, 1),
  page_ref_add_unless: (page, nr, unless) => addUnless(page, nr, unless),
  page_ref_add_unless_zero: (page, nr) => addUnless(page, nr, 0),
  page_ref_freeze: (page, count) => freeze(page, count),
  page_ref_unfreeze: (page, count) => unfreeze(page, count),

  get_page_unless_zero: (page) => addUnless(page, 1, 0),
  folio_try_get: (page) => addUnless(headOf(page), 1, 0),
  folio_ref_add: (page, nr) => modify(headOf(page), nr),
  folio_ref_try_add: (page, count) => addUnless(headOf(page), count, 0),
  folio_get: (page) => folioGet(headOf(page)),
  get_page: (page) => folioGet(headOf(page)),
  try_get_page: (page) => tryGetPage(headOf(page)),
  put_page_testzero: (page) => putPageTestzero(page),
  folio_put_testzero: (page) => putPageTestzero(headOf(page)),
  folio_put: (page) => freedWhenZero(headOf(page), putPageTestzero(headOf(page))),
  put_page: (page) => freedWhenZero(headOf(page), putPageTestzero(headOf(page))),
  folio_put_refs: (page, refs) => freedWhenZero(headOf(page), subAndTest(headOf(page), refs)),
  set_page_refcounted: (page) => setPageRefcounted(page),
} as const satisfies Record<string, Primitive>;

function returned(ret: number): Effect {
  return { ret, fired: [], freed: false };
}

const NOTHING: Effect = { fired: [], freed: false };

function store(page: Page, v: number): Effect {
  writeCount(page, int32(v));
  return NOTHING;
}

function modify(page: Page, nr: number): Effect {
  add(page, nr);
  return NOTHING;
}

/** `atomic_add_return()`. Leaving 0 this way is the hidden unfreeze: nothing in the kernel refuses it. */
function add(page: Page, nr: number): number {
  writeCount(page, int32(page.raw + nr));
  return page.raw;
}

function subAndTest(page: Page, nr: number): Effect {
  return returned(Number(add(page, -nr) === 0));
}

function addUnless(page: Page, nr: number, unless: number): Effect {
  if (page.raw === int32(unless)) return returned(0);
  add(page, nr);
  return returned(1);
}

/** Compare and exchange with exactly `count`, which includes the freezer's own reference. */
function freeze(page: Page, count: number): Effect {
  if (page.raw !== int32(count)) return returned(0);
  writeCount(page, 0);
  return returned(1);
}

function unfreeze(page: Page, count: number): Effect {
  const fired = [
    ...check(headOf(page).raw !== 0, 'page_count(page) != 0', 'page_ref_unfreeze'),
    ...check(count === 0, 'count == 0', 'page_ref_unfreeze'),
  ];
  store(page, count);
  return { fired, freed: false };
}

function check(failed: boolean, condition: string, name: string): readonly FiredCheck[] {
  return failed ? [{ condition, function: name }] : [];
}

function folioGet(folio: Page): Effect {
  const low = folio.raw >= -127 && folio.raw <= 0;
  const fired = check(low, 'folio_ref_zero_or_close_to_overflow(folio)', 'folio_get');
  add(folio, 1);
  return { fired, freed: false };
}

function tryGetPage(head: Page): Effect {
  const fired = check(head.raw <= 0, 'page_ref_count(page) <= 0', 'try_get_page');
  if (fired.length > 0) return { ret: 0, fired, freed: false };
  add(head, 1);
  return returned(1);
}

function putPageTestzero(page: Page): Effect {
  const fired = check(page.raw === 0, 'page_ref_count(page) == 0', 'put_page_testzero');
  return { ...subAndTest(page, 1), fired };
}

/** Turns a put that tests into one that frees: void, and the winner hands the folio to the allocator. */
function freedWhenZero(folio: Page, { ret, fired }: Effect): Effect {
  if (ret === 1) folio.state = 'free';
  return { fired, freed: ret === 1 };
}

function setPageRefcounted(page: Page): Effect {
  const fired = [
    ...check(page.head !== undefined, 'PageTail(page)', 'set_page_refcounted'),
    ...check(page.raw !== 0, 'page_ref_count(page)', 'set_page_refcounted'),
  ];
  store(page, 1);
  return { fired, freed: false };
}
