import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../analysis/index.js';
import { isAllocatorEvent, type TraceEvent } from '../trace/event.js';
import { formatEvent } from '../trace/format.js';
import { readTrace } from '../trace/log.js';
import { traceRun } from './emit.js';
import { play } from './ledger.js';
import {
  allocate,
  allocated,
  allocateFrozen,
  borrowed,
  due,
  found,
  free,
  freeze,
  get,
  path,
  pin,
  put,
  set,
  times,
  unfreeze,
  unpin,
  use,
} from './testing.js';
import type { Run } from './verdict.js';
import { worldsOf } from './world.js';

const PFN = 0x104a00;

const number = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom('nr_pages', 'refs'));
const holder = fc.constantFrom('page-cache' as const, 'swap-cache' as const, 'structure' as const);
const anything: fc.Arbitrary<Operation> = fc.oneof(
  number.map(get),
  number.map(put),
  number.map(pin),
  number.map(unpin),
  number.map(freeze),
  number.map(unfreeze),
  fc.integer({ min: 0, max: 2 }).map(set),
  fc.record({ kind: fc.constantFrom('move-to', 'move-from', 'add', 'drop'), holder, times: number.map(times) }),
  fc.constantFrom(free, use),
);
const paths = fc.oneof(
  fc.record({ origin: fc.constant(allocated), first: fc.constantFrom(allocate, allocateFrozen) }),
  fc.record({ origin: fc.constantFrom(borrowed, found), first: fc.constant(use) }),
);

const linesOf = (run: Run) => traceRun(run, PFN, 1).flatMap(({ events }) => events.map(formatEvent));

async function* bytesOf(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(lines.map((line) => `${line}\n`).join(''));
}

const readBack = async (run: Run) => (await readTrace(bytesOf(linesOf(run)), { most: 1 })).pages[0];

const tellsCount = (event: TraceEvent) => !isAllocatorEvent(event);

/** A log that starts with the free of a page does not tell that its count was not 0. */
function startsWithBadFree(run: Run): boolean {
  const first = traceRun(run, PFN, 1).find(({ events }) => events.length > 0);
  return first?.events[0]?.name === 'mm_page_free' && first.row.before !== 0;
}

describe('traceRun', () => {
  it('prints a run as the kernel would log it', () => {
    const trace = path(allocated, [allocate, get(), use, put(), freeze(), unfreeze(2), put(2)]);
    const due0 = due(0);
    const { run } = play(trace, worldsOf(trace, due0)[0]!, due0);
    expect(`${linesOf(run).join('\n')}\n`).toMatchInlineSnapshot(`
      "       foliolint-1       [000] .....     0.000001: page_ref_set: pfn=0x104a00 flags=none count=1 mapcount=-1 mapping=0000000000000000 mt=1 val=1
             foliolint-1       [000] .....     0.000002: mm_page_alloc: page=0000000000000000 pfn=0x104a00 order=0 migratetype=1 gfp_flags=GFP_KERNEL
             foliolint-1       [000] .....     0.000003: page_ref_mod: pfn=0x104a00 flags=none count=2 mapcount=-1 mapping=0000000000000000 mt=1 val=1
             foliolint-1       [000] .....     0.000004: page_ref_mod_and_test: pfn=0x104a00 flags=none count=1 mapcount=-1 mapping=0000000000000000 mt=1 val=-1 ret=0
             foliolint-1       [000] .....     0.000005: page_ref_freeze: pfn=0x104a00 flags=none count=0 mapcount=-1 mapping=0000000000000000 mt=1 val=1 ret=1
             foliolint-1       [000] .....     0.000006: page_ref_unfreeze: pfn=0x104a00 flags=none count=2 mapcount=-1 mapping=0000000000000000 mt=1 val=2
             foliolint-1       [000] .....     0.000007: page_ref_mod_and_test: pfn=0x104a00 flags=none count=0 mapcount=-1 mapping=0000000000000000 mt=1 val=-2 ret=1
             foliolint-1       [000] .....     0.000008: mm_page_free: page=0000000000000000 pfn=0x104a00 order=0
      "
    `);
  });

  it('is read back to the same ledger', async () => {
    const steps = fc.array(anything, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(paths, steps, async ({ origin, first }, rest) => {
        const trace = path(origin, [first, ...rest]);
        for (const world of worldsOf(trace, due(0))) {
          const { run } = play(trace, world, due(0));
          if (startsWithBadFree(run)) continue;
          const told = ((await readBack(run))?.rows ?? []).filter(({ event }) => tellsCount(event));
          const ran = traceRun(run, PFN, 1).filter(({ events }) => events.some(tellsCount));
          const known = told.map(({ before, after }, i) => [before ?? ran[i]!.row.before, after]);
          expect(known).toEqual(ran.map(({ row }) => [row.before, row.after]));
        }
      }),
      { numRuns: 300 },
    );
  });
});
