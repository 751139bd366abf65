import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AllocatorName, PageRefName, TraceEvent } from './event.js';
import { formatEvent } from './format.js';
import { readTrace } from './log.js';

/** What a kernel without a defect does to one page of a block of four; what the page cannot do then is left out. */
type Act =
  | { readonly kind: 'alloc'; readonly order: 0 | 2; readonly early: boolean }
  | { readonly kind: 'get' | 'put' | 'try' | 'freeze' | 'unfreeze' | 'refused' | 'split' };

interface Step {
  readonly act: Act;
  readonly page: number;
  readonly cpu: number;
}

const FIRST = 0x100;
const PAGES = 4;
const CPUS = 3;

it.each([
  ['whole', fc.constant<readonly number[]>([])],
  ['with lost events', fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 40 })],
])('a log of a right kernel, %s, shows nothing impossible', async (_, losses) => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat({ max: 20 }), losses, async (list, skipped, loss) => {
      const lines = withLosses(eventsOf(list).slice(skipped), loss);
      const log = await readTrace(bytesOf(lines), { most: PAGES + CPUS });
      expect(log.bad.count).toBe(0);
      const impossible = log.pages.flatMap(({ oddities }) => oddities.filter(({ level }) => level === 'impossible'));
      expect({ lines, impossible }).toEqual({ lines, impossible: [] });
    }),
    { numRuns: 500 },
  );
});

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('alloc' as const),
    order: fc.constantFrom(0 as const, 2 as const),
    early: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('get' as const, 'put' as const, 'try' as const) }),
  fc.record({ kind: fc.constantFrom('freeze' as const, 'unfreeze' as const, 'refused' as const, 'split' as const) }),
);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ act, page: fc.nat({ max: PAGES - 1 }), cpu: fc.nat({ max: CPUS - 1 }) }),
  { minLength: 10, maxLength: 120 },
);

/** A page as the kernel has it: `order` of the block that begins there, undefined for a free page and for a tail. */
interface State {
  order: number | undefined;
  isTail: boolean;
  count: number;
  frozen: number;
}

function eventsOf(list: readonly Step[]): readonly TraceEvent[] {
  const pages = Array.from({ length: PAGES }, (): State => ({ order: undefined, isTail: false, count: 0, frozen: 0 }));
  const events = list.flatMap(({ act: it, page, cpu }) => run(pages, it, page, cpu));
  // A ring buffer tells of lost events in front of the next one of its CPU.
  return [
    ...events,
    ...Array.from({ length: CPUS }, (_, cpu) => pageRef('page_ref_mod', FIRST + PAGES + cpu, cpu, 1, 2)),
  ];
}

function run(pages: readonly State[], it: Act, index: number, cpu: number): readonly TraceEvent[] {
  const page = pages[index]!;
  const pfn = FIRST + index;
  if (it.kind === 'alloc') return allocated(pages, it, index, cpu);
  if (it.kind === 'try' && (page.order === undefined || page.frozen > 0))
    return [pageRef('page_ref_mod_unless', pfn, cpu, 1, 0, 0)];
  if (page.order === undefined) return [];
  if (page.frozen > 0) {
    if (it.kind !== 'unfreeze') return [];
    page.count = page.frozen;
    page.frozen = 0;
    return [pageRef('page_ref_unfreeze', pfn, cpu, page.count, page.count)];
  }
  return live(pages, it.kind, index, cpu);
}

function live(pages: readonly State[], kind: Act['kind'], index: number, cpu: number): readonly TraceEvent[] {
  const page = pages[index]!;
  const pfn = FIRST + index;
  switch (kind) {
    case 'get':
      return [pageRef('page_ref_mod', pfn, cpu, 1, ++page.count)];
    case 'try':
      return [pageRef('page_ref_mod_unless', pfn, cpu, 1, ++page.count, 1)];
    case 'put':
      return put(pages, index, cpu);
    case 'freeze':
      page.frozen = page.count;
      page.count = 0;
      return [pageRef('page_ref_freeze', pfn, cpu, page.frozen, 0, 1)];
    case 'refused':
      return [pageRef('page_ref_freeze', pfn, cpu, page.count + 1, page.count, 0)];
    case 'split':
      return split(pages, index, cpu);
    case 'alloc':
    case 'unfreeze':
      return [];
  }
}

/** Before 6.14 the count is set in front of the event of the allocator, later behind it. */
function allocated(
  pages: readonly State[],
  { order, early }: Extract<Act, { kind: 'alloc' }>,
  index: number,
  cpu: number,
): readonly TraceEvent[] {
  const first = order === 0 ? index : 0;
  const block = pages.slice(first, first + 2 ** order);
  if (block.some((page) => page.order !== undefined || page.isTail)) return [];
  for (const page of block) page.isTail = true;
  Object.assign(block[0]!, { order, isTail: false, count: 1 });
  const set = pageRef('page_ref_set', FIRST + first, cpu, 1, 1);
  const told = ofAllocator('mm_page_alloc', FIRST + first, cpu, order);
  return early ? [set, told] : [told, set];
}

function put(pages: readonly State[], index: number, cpu: number): readonly TraceEvent[] {
  const page = pages[index]!;
  const { order = 0 } = page;
  const event = pageRef('page_ref_mod_and_test', FIRST + index, cpu, -1, --page.count, Number(page.count === 0));
  if (page.count > 0) return [event];
  page.order = undefined;
  for (const it of pages.slice(index, index + 2 ** order)) it.isTail = false;
  return [event, ofAllocator('mm_page_free', FIRST + index, cpu, order)];
}

/** `split_page()`: the tails get counts of their own. */
function split(pages: readonly State[], index: number, cpu: number): readonly TraceEvent[] {
  const page = pages[index]!;
  if (!page.order) return [];
  page.order = 0;
  const tails = [1, 2, 3].map((i) => index + i);
  for (const i of tails) Object.assign(pages[i]!, { order: 0, isTail: false, count: 1 });
  return tails.map((i) => pageRef('page_ref_set', FIRST + i, cpu, 1, 1));
}

function pageRef(name: PageRefName, pfn: number, cpu: number, val: number, count: number, ret?: number): TraceEvent {
  return { ...stamp(pfn, cpu), name, flags: 'none', count, val, ...(ret !== undefined && { ret }) };
}

function ofAllocator(name: AllocatorName, pfn: number, cpu: number, order: number): TraceEvent {
  return { ...stamp(pfn, cpu), name, order };
}

function stamp(pfn: number, cpu: number) {
  return { comm: 'frob', pid: 1, cpu, time: '1.000001', pfn };
}

/** Each CPU in turn keeps and loses as many of its events as the numbers say; the last one of each is kept. */
function withLosses(events: readonly TraceEvent[], losses: readonly number[]): readonly string[] {
  const budget = Array.from({ length: CPUS }, (_, cpu) => losses.filter((__, i) => i % CPUS === cpu));
  const run = Array.from({ length: CPUS }, () => ({ keeps: true, left: 0, lost: 0 }));
  return events.flatMap((event, i) => {
    const ring = run[event.cpu]!;
    while (ring.left === 0 && budget[event.cpu]!.length > 0) {
      ring.left = budget[event.cpu]!.shift()!;
      ring.keeps = !ring.keeps;
    }
    const keeps = ring.keeps || ring.left === 0 || i >= events.length - CPUS;
    if (ring.left > 0) ring.left--;
    if (!keeps) {
      ring.lost++;
      return [];
    }
    const note = ring.lost > 0 ? [`CPU:${event.cpu} [LOST ${ring.lost} EVENTS]`] : [];
    ring.lost = 0;
    return [...note, formatEvent(event)];
  });
}

async function* bytesOf(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(lines.map((line) => `${line}\n`).join(''));
}
