import { headOf, type Memory, type Page, pagesOf, SemanticsError } from '../page/index.js';
import { addPages, addressOfPage, pageAtAddress, pageNumber } from './address.js';
import { FOLIO, INT, LONG, PAGE, UINT, ULONG } from './types.js';
import { asNumber, type Compiled, constantOf, convert, numberOf, wideOf } from './value.js';

/** What the simulator itself knows about a call, so that no source is asked for. */
export type Known =
  /** Nothing that a count can see: barriers, tracing, RCU, printing. The value, if somebody wants it, is 0. */
  | { readonly kind: 'nothing' }
  /** Hands the folio of its first argument to the allocator. */
  | { readonly kind: 'free' }
  /** The same value whatever the arguments are, which need not even be expressions. */
  | { readonly kind: 'constant'; readonly value: Compiled }
  /** Works its value out from the arguments, and changes nothing. */
  | { readonly kind: 'value'; readonly make: (args: readonly Compiled[]) => Compiled };

/** Finds a function or macro that the simulator stands for; undefined when its source must say what it does. */
export function knownCall(name: string): Known | undefined {
  const make = VALUES[name];
  if (make) return { kind: 'value', make };
  if (NEVER.has(name)) return { kind: 'constant', value: constantOf(INT, 0) };
  if (FREE.has(name)) return { kind: 'free' };
  return NOTHING.test(name) ? { kind: 'nothing' } : undefined;
}

/** Those that free a folio whose count has come to 0, from 6.1 to the newest: mm/swap.c and mm/page_alloc.c. */
const FREE: ReadonlySet<string> = new Set([
  ...['__folio_put', '__put_page', '__folio_put_small', '__folio_put_large', '__put_single_page'],
  ...['free_unref_page', 'free_unref_folios', 'free_frozen_pages', '__free_frozen_pages', 'free_zone_device_folio'],
]);

const NOTHING = new RegExp(
  [
    '^(?:rcu_read_(?:un)?lock\\w*|rcu_\\w*dereference\\w*|synchronize_rcu|preempt_(?:dis|en)able\\w*|barrier|cpu_relax',
    'smp_(?:mb|rmb|wmb)\\w*|mb|rmb|wmb|smp_mb__\\w+|might_sleep\\w*|dump_page|pr_\\w+|printk\\w*|kasan_\\w+|kmsan_\\w+',
    'lockdep_\\w+|trace_\\w+|__page_ref_\\w+|kcsan_\\w+|instrument_\\w+|prefetchw?|BUILD_BUG_ON\\w*)$',
  ].join('|'),
);

/** The head of the page at an address. */
function headAddress(memory: Memory, address: number): number {
  return addressOfPage(headOf(pageAtAddress(memory, address)).index);
}

const head =
  (to: typeof PAGE | typeof FOLIO) =>
  ([page]: readonly Compiled[]): Compiled => {
    const at = pointer(page);
    return numberOf(to, (frame, cpu) => headAddress(cpu.memory, at(frame, cpu)), false);
  };

const ofPage =
  (ask: (page: Page) => number | boolean) =>
  ([page]: readonly Compiled[]): Compiled => {
    const at = pointer(page);
    return numberOf(INT, (frame, cpu) => Number(ask(pageAtAddress(cpu.memory, at(frame, cpu)))), false);
  };

function pointer(value: Compiled | undefined) {
  if (value?.type.kind !== 'pointer') throw new SemanticsError('something that is no page is taken for one');
  return asNumber(value);
}

const isLarge = (page: Page) => pagesOf(page) > 1;

/** The identity of a page lies in its flags and in `compound_head`, which the simulator has in a form of its own. */
const VALUES: Readonly<Record<string, (args: readonly Compiled[]) => Compiled>> = {
  page_folio: head(FOLIO),
  compound_head: head(PAGE),
  _compound_head: head(PAGE),
  PageTail: ofPage((page) => page.head !== undefined),
  PageHead: ofPage((page) => page.head === undefined && isLarge(page)),
  PageCompound: ofPage(isLarge),
  folio_test_large: ofPage(isLarge),
  folio_test_head: ofPage(isLarge),
  folio_order: ofPage((page) => headOf(page).order),
  compound_order: ofPage((page) => headOf(page).order),
  folio_nr_pages: ofPage(pagesOf),
  compound_nr: ofPage(pagesOf),
  page_is_fake_head: ofPage((page) => page.vmemmap === 'fake-head'),
  page_count_writable: ofPage((page) => page.vmemmap === undefined),
  page_fixed_fake_head: head(PAGE),
  folio_page: ([folio, n]) => pageBehind(folio, n),
  nth_page: ([page, n]) => pageBehind(page, n),
  page_to_pfn: (args) => frameNumber(args[0]),
  folio_pfn: (args) => frameNumber(args[0]),
  READ_ONCE: ([value]) => value!,
  BIT: ([n]) => bit(n),
  BIT_ULL: ([n]) => bit(n),
  IS_ENABLED: () => constantOf(INT, 1),
};

/** What is not so here: tracing is off, static keys are as without ZONE_DEVICE, and no page belongs to a subsystem. */
const NEVER: ReadonlySet<string> = new Set([
  ...['page_ref_tracepoint_active', 'tracepoint_enabled', 'static_branch_unlikely', 'static_branch_likely'],
  ...['static_key_enabled', 'put_devmap_managed_folio_refs', 'put_devmap_managed_page_refs'],
  ...['put_devmap_managed_page', 'page_is_devmap_managed', 'folio_is_zone_device', 'is_zone_device_page'],
  ...['PageSlab', 'folio_test_slab', 'PageHuge', 'folio_test_hugetlb', 'folio_test_large_kmalloc'],
  ...['PageLargeKmalloc', 'is_huge_zero_folio', 'is_zero_page', 'is_zero_folio', 'page_is_guard'],
]);

function pageBehind(base: Compiled | undefined, n: Compiled | undefined): Compiled {
  const [at, count] = [pointer(base), asNumber(convert(n!, INT))];
  return numberOf(PAGE, (frame, cpu) => addPages(at(frame, cpu), count(frame, cpu)), false);
}

function frameNumber(page: Compiled | undefined): Compiled {
  const at = pointer(page);
  return wideOf(ULONG, (frame, cpu) => BigInt(pageNumber(at(frame, cpu))), false);
}

function bit(n: Compiled | undefined): Compiled {
  const by = asNumber(convert(n!, UINT));
  return wideOf(ULONG, (frame, cpu) => 1n << BigInt(by(frame, cpu)), n?.constant !== undefined);
}

/** Names of constants in include/vdso/limits.h and the like. */
export const CONSTANTS: Readonly<Record<string, Compiled>> = {
  INT_MAX: constantOf(INT, 0x7fffffff),
  INT_MIN: constantOf(INT, -0x80000000),
  UINT_MAX: constantOf(UINT, 0xffffffff),
  LONG_MAX: constantOf(LONG, 2n ** 63n - 1n),
  ULONG_MAX: constantOf(ULONG, 2n ** 64n - 1n),
  S32_MAX: constantOf(INT, 0x7fffffff),
  S32_MIN: constantOf(INT, -0x80000000),
  U32_MAX: constantOf(UINT, 0xffffffff),
  PAGE_SHIFT: constantOf(INT, 12),
  PAGE_SIZE: constantOf(ULONG, 4096),
};
