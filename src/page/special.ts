import { allocate, freeUnref, requireBlock } from './buddy.js';
import { SemanticsError } from './semantics.js';
import {
  blockAt,
  call,
  countAt,
  newTally,
  outcomeOf,
  page,
  pagesFrom,
  report,
  type Simulation,
  type Tally,
  type WorldOutcome,
} from './simulation.js';

/** `__init_single_page()` for `n` pages from the selected one: at boot every page has 1, reserved or not. */
export function memmapInit(sim: Simulation, n: number): WorldOutcome {
  const tally = newTally();
  const pages = Array.from({ length: n }, (_, i) => sim.selected + i);
  for (const index of pages) {
    page(sim, index);
    call(sim, tally, 'init_page_count', index);
  }
  return outcomeOf(tally, pages);
}

/** `__free_pages_core()`: pages come into the buddy for the first time; their counts are stored, not put. */
export function freePagesCore(sim: Simulation, order: number): WorldOutcome {
  requireBlock(sim.selected, order);
  const tally = newTally();
  for (const index of pagesFrom(sim.selected, order)) storeFrozen(sim, tally, index);
  freeUnref(sim, tally, sim.selected, order);
  return outcomeOf(tally, pagesFrom(sim.selected, order));
}

/** A count that says "nobody": with the helper of a patch that has one, else a plain 0. */
function storeFrozen(sim: Simulation, tally: Tally, index: number): void {
  const helper = ['set_page_count_as_frozen', 'set_page_count_frozen'].find((name) => sim.semantics.has(name));
  if (helper) call(sim, tally, helper, index);
  else call(sim, tally, 'set_page_count', index, 0);
}

/** `free_reserved_page()`: the count is stored as 1, and put. */
export function freeReservedPage(sim: Simulation): WorldOutcome {
  const tally = newTally();
  releaseReserved(sim, tally);
  return outcomeOf(tally, [sim.selected]);
}

function releaseReserved(sim: Simulation, tally: Tally): void {
  call(sim, tally, 'init_page_count', sim.selected);
  if (call(sim, tally, 'put_page_testzero', sim.selected)) freeUnref(sim, tally, sim.selected, 0);
}

/** `get_page_bootmem()` (6.12 mm/bootmem_info.c). */
export function getPageBootmem(sim: Simulation): WorldOutcome {
  const tally = newTally();
  call(sim, tally, 'page_ref_inc', sim.selected);
  return outcomeOf(tally, [sim.selected]);
}

/** `put_page_bootmem()`: the last but one reference frees. */
export function putPageBootmem(sim: Simulation): WorldOutcome {
  const tally = newTally();
  if (call(sim, tally, 'page_ref_dec_return', sim.selected) === 1) releaseReserved(sim, tally);
  return outcomeOf(tally, [sim.selected]);
}

/** A page frag cache holds one reference for each fragment that it may still hand out, and one more (6.12). */
const FRAGMENTS = 32768;

/** Refills a page frag cache with the block of order 3 at the selected page. */
export function fragRefill(sim: Simulation): WorldOutcome {
  const { bugs } = allocate(sim, 3, { compound: true, frozen: false });
  const tally: Tally = { bugs: [...bugs], blocks: [] };
  call(sim, tally, 'page_ref_add', sim.selected, FRAGMENTS);
  sim.fragments.set(sim.selected, FRAGMENTS + 1);
  return outcomeOf(tally, [sim.selected]);
}

/** Hands one fragment out: nothing is counted but by the cache. Throws when there is no cache at the selected page. */
export function fragAlloc(sim: Simulation): WorldOutcome {
  sim.fragments.set(sim.selected, biasOf(sim) - 1);
  return outcomeOf(newTally(), [sim.selected]);
}

/** Drops what the cache still holds; when nobody else has a fragment, it stores a new count and starts again. */
export function fragDrain(sim: Simulation): WorldOutcome {
  const tally = newTally();
  const last = call(sim, tally, 'page_ref_sub_and_test', sim.selected, biasOf(sim));
  sim.fragments.delete(sim.selected);
  if (last) {
    call(sim, tally, 'set_page_count', sim.selected, FRAGMENTS + 1);
    sim.fragments.set(sim.selected, FRAGMENTS + 1);
  }
  return outcomeOf(tally, [sim.selected], last);
}

function biasOf(sim: Simulation): number {
  const bias = sim.fragments.get(sim.selected);
  if (bias === undefined) throw new SemanticsError(`page ${sim.selected} has no page frag cache`);
  return bias;
}

/** A new folio for the hugetlb pool, where folios are frozen. Returns whether the freeze found the one reference. */
export function hugetlbAdd(sim: Simulation, order: number, readOnlyTails: boolean): WorldOutcome {
  const { bugs } = allocate(sim, order, { compound: true, frozen: false });
  const tally: Tally = { bugs: [...bugs], blocks: [] };
  const frozen = call(sim, tally, 'page_ref_freeze', sim.selected, 1);
  if (readOnlyTails) {
    for (const index of pagesFrom(sim.selected, order).slice(1))
      page(sim, index).vmemmap = tailKind(sim.selected, index);
  }
  return outcomeOf(tally, [sim.selected], frozen);
}

/** 64 `struct page` fill a page; where the next one begins, the shared page shows what looks like a head (HVO). */
function tailKind(first: number, index: number): 'read-only' | 'fake-head' {
  return (index - first) % 64 === 0 ? 'fake-head' : 'read-only';
}

/** `dequeue_hugetlb_folio()`: out of the pool, with one reference. */
export function hugetlbDequeue(sim: Simulation): WorldOutcome {
  const tally = newTally();
  call(sim, tally, 'page_ref_unfreeze', sim.selected, 1);
  return outcomeOf(tally, [sim.selected]);
}

/** The last put of a hugetlb folio: back to the pool, not to the buddy. Returns whether it was the last. */
export function hugetlbPut(sim: Simulation): WorldOutcome {
  const tally = newTally();
  const last = call(sim, tally, 'put_page_testzero', sim.selected);
  if (last && countAt(sim, sim.selected) !== 0)
    report(tally, 'mm/hugetlb.c', 'free_huge_folio', 'folio_ref_count(folio)');
  return outcomeOf(tally, [sim.selected], last);
}

/** Types of ZONE_DEVICE memory, with the idle counts of 6.1 and 6.12, and of the newest kernels. */
const ZONE_DEVICE: Readonly<Record<string, readonly [old: number, newest: number]>> = {
  private: [0, 0],
  coherent: [0, 0],
  generic: [1, 1],
  p2pdma: [1, 0],
  'fs-dax': [1, 0],
};

/** Makes the selected page idle ZONE_DEVICE memory. Throws for a type that there is not. */
export function zoneDevice(sim: Simulation, type: string): WorldOutcome {
  const counts = ZONE_DEVICE[type];
  if (!counts) throw new SemanticsError(`${type} is no ZONE_DEVICE type (${Object.keys(ZONE_DEVICE).join(', ')})`);
  if (blockAt(sim, sim.selected)) throw new SemanticsError(`page ${sim.selected} is allocated already`);
  const tally = newTally();
  const idle = counts[/^6\.\d\b|^6\.1[0-2]\b/.test(sim.version ?? '') ? 0 : 1];
  call(sim, tally, 'init_page_count', sim.selected);
  if (idle === 0) storeFrozen(sim, tally, sim.selected);
  return outcomeOf(tally, [sim.selected]);
}
