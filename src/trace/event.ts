/** The tracepoints of include/trace/events/page_ref.h (6.12, with CONFIG_DEBUG_PAGE_REF). */
export const PAGE_REF_EVENTS = [
  'page_ref_set',
  'page_ref_mod',
  'page_ref_mod_and_test',
  'page_ref_mod_and_return',
  'page_ref_mod_unless',
  'page_ref_freeze',
  'page_ref_unfreeze',
] as const;

/** Those of include/trace/events/kmem.h that say when a page leaves the allocator and when it comes back. */
export const ALLOCATOR_EVENTS = ['mm_page_alloc', 'mm_page_free', 'mm_page_free_batched'] as const;

export type PageRefName = (typeof PAGE_REF_EVENTS)[number];
export type AllocatorName = (typeof ALLOCATOR_EVENTS)[number];

/** Who did it, on which CPU, and when: seconds as the log has them. */
export interface Stamp {
  readonly comm: string;
  readonly pid: number;
  readonly cpu: number;
  readonly time: string;
}

export interface PageRefEvent extends Stamp {
  readonly name: PageRefName;
  readonly pfn: number;
  /** Names joined by `|`, or `none`. */
  readonly flags: string;
  /** The field behind the operation, by a second read: another CPU may have changed it in between. */
  readonly count: number;
  readonly val: number;
  /** Absent for `set`, `mod` and `unfreeze`; 1 and 0 for a test, the new count for `mod_and_return`. */
  readonly ret?: number;
}

export interface AllocatorEvent extends Stamp {
  readonly name: AllocatorName;
  readonly pfn: number;
  readonly order: number;
}

/** One event about one page or block of pages. */
export type TraceEvent = PageRefEvent | AllocatorEvent;

/** True for an event of the page allocator (kmem:mm_page_*). */
export function isAllocatorEvent(event: TraceEvent): event is AllocatorEvent {
  return (ALLOCATOR_EVENTS as readonly string[]).includes(event.name);
}

/** True for the events whose line ends with `ret=`. */
export function hasResult(name: PageRefName): boolean {
  return name !== 'page_ref_set' && name !== 'page_ref_mod' && name !== 'page_ref_unfreeze';
}
