import { allocate, freePages, freeUnref, requireBlock, splitPage } from './buddy.js';
import { drop, hold } from './holders.js';
import { headOf, int32, writeCount } from './page.js';
import { SemanticsError } from './semantics.js';
import { newTally, outcomeOf, page, pagesFrom, type Simulation, type WorldOutcome } from './simulation.js';
import {
  fragAlloc,
  fragDrain,
  fragRefill,
  freePagesCore,
  freeReservedPage,
  getPageBootmem,
  hugetlbAdd,
  hugetlbDequeue,
  hugetlbPut,
  memmapInit,
  putPageBootmem,
  zoneDevice,
} from './special.js';

/** What an operation is given: numbers, and words such as `comp`. */
type Argument = number | string;

/** An operation of the world: what no header has as a function of one page. */
interface Operation {
  /** Its arguments as the help shows them; those in brackets may be left out. */
  readonly usage: string;
  readonly run: (sim: Simulation, args: readonly Argument[]) => WorldOutcome;
}

/** Finds an operation of the world by its name in scripts. */
export function worldOperation(name: string): Operation | undefined {
  return Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
}

const nothing: WorldOutcome = { ret: null, bugs: [], freed: false };

const OPERATIONS: Readonly<Record<string, Operation>> = {
  raw: {
    usage: 'N',
    run: (sim, [n]) => {
      writeCount(page(sim, sim.selected), int32(number(n)));
      return nothing;
    },
  },
  page: {
    usage: 'I',
    run: (sim, [index]) => {
      sim.selected = page(sim, number(index)).index;
      return nothing;
    },
  },
  tailof: { usage: 'I', run: (sim, [index]) => makeTail(sim, number(index)) },
  untail: {
    usage: '',
    run: (sim) => {
      delete page(sim, sim.selected).head;
      return nothing;
    },
  },
  alloc: {
    usage: 'ORDER [comp] [frozen]',
    run: (sim, [order, ...how]) => {
      const unknown = how.find((word) => word !== 'comp' && word !== 'frozen');
      if (unknown !== undefined) throw new SemanticsError(`alloc ORDER [comp] [frozen], not ${unknown}`);
      return allocate(sim, small(order), { compound: how.includes('comp'), frozen: how.includes('frozen') });
    },
  },
  split_page: {
    usage: '[ORDER]',
    run: (sim, [order]) => splitPage(sim, order === undefined ? undefined : small(order)),
  },
  free: { usage: 'ORDER', run: (sim, [order]) => freePages(sim, small(order)) },
  __free_pages: { usage: 'ORDER', run: (sim, [order]) => freePages(sim, small(order)) },
  free_unref_page: { usage: 'ORDER', run: (sim, [order]) => unref(sim, small(order)) },
  free_frozen_pages: { usage: 'ORDER', run: (sim, [order]) => unref(sim, small(order)) },
  memmap_init: { usage: 'N', run: (sim, [n]) => memmapInit(sim, count(n)) },
  __free_pages_core: { usage: 'ORDER', run: (sim, [order]) => freePagesCore(sim, small(order)) },
  free_reserved_page: { usage: '', run: freeReservedPage },
  get_page_bootmem: { usage: '', run: getPageBootmem },
  put_page_bootmem: { usage: '', run: putPageBootmem },
  frag_refill: { usage: '', run: fragRefill },
  frag_alloc: { usage: '', run: fragAlloc },
  frag_drain: { usage: '', run: fragDrain },
  hugetlb_add: { usage: 'ORDER', run: (sim, [order]) => hugetlbAdd(sim, small(order), false) },
  hugetlb_add_hvo: { usage: 'ORDER', run: (sim, [order]) => hugetlbAdd(sim, small(order), true) },
  hugetlb_dequeue: { usage: '', run: hugetlbDequeue },
  hugetlb_put: { usage: '', run: hugetlbPut },
  zone_device: { usage: 'TYPE', run: (sim, [type]) => zoneDevice(sim, String(type)) },
  hold: { usage: 'HOLDER [N]', run: (sim, [holder, n]) => hold(sim, String(holder), n === undefined ? 1 : count(n)) },
  drop: { usage: 'HOLDER [N]', run: (sim, [holder, n]) => drop(sim, String(holder), n === undefined ? 1 : count(n)) },
};

/** The selected page becomes a tail of page `index`, whose folio grows to hold both. */
function makeTail(sim: Simulation, index: number): WorldOutcome {
  const tail = page(sim, sim.selected);
  const head = headOf(page(sim, index));
  if (head === tail || tail.order > 0) throw new SemanticsError(`page ${tail.index} cannot be a tail of page ${index}`);
  tail.head = head;
  while (head.index + 2 ** head.order <= tail.index) head.order++;
  head.order ||= 1;
  return nothing;
}

function unref(sim: Simulation, order: number): WorldOutcome {
  requireBlock(sim.selected, order);
  const tally = newTally();
  freeUnref(sim, tally, sim.selected, order);
  return outcomeOf(tally, pagesFrom(sim.selected, order));
}

function number(value: Argument | undefined): number {
  if (typeof value !== 'number' || !isCount(value)) throw new SemanticsError(`${value} is no number of 32 bits`);
  return value;
}

/** Does the number fit in an int, or in an unsigned one? */
export function isCount(value: number): boolean {
  return value >= -(2 ** 31) && value < 2 ** 32;
}

/** An order, within what memory maps have room for. */
function small(value: Argument | undefined): number {
  const order = number(value);
  if (order < 0 || order > 18) throw new SemanticsError(`${order} is no order of a block`);
  return order;
}

function count(value: Argument | undefined): number {
  const n = number(value);
  if (n < 1 || n > 2 ** 18) throw new SemanticsError(`${n} is no number of pages or references that can be simulated`);
  return n;
}
