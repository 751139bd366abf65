import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation, PathTrace } from '../analysis/index.js';
import { interpreted } from '../interpreter/index.js';
import { builtin } from '../page/builtin.js';
import { openTree } from '../tree/index.js';
import { SOMEONE } from './claims.js';
import { evaluate } from './count.js';
import { type Played, play } from './ledger.js';
import {
  allocate,
  allocated,
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
import { type World, worldsOf } from './world.js';

const number = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom('nr_pages', 'refs'));
const holder = fc.constantFrom('page-cache' as const, 'swap-cache' as const, 'structure' as const);
const counting: fc.Arbitrary<Operation> = fc.oneof(
  number.map(get),
  number.map(put),
  fc.record({ kind: fc.constantFrom('move-to', 'move-from', 'add', 'drop'), holder, times: number.map(times) }),
  fc.constant(use),
);
const pinning = fc.oneof(number.map(pin), number.map(unpin));
const storing = fc.oneof(
  number.map(freeze),
  number.map(unfreeze),
  fc.integer({ min: 0, max: 2 }).map(set),
  fc.constant(free),
);

function traces(operation: fc.Arbitrary<Operation>): fc.Arbitrary<PathTrace> {
  return fc.oneof(
    fc.array(operation, { maxLength: 12 }).map((ops) => path(allocated, [allocate, ...ops])),
    fc.array(operation, { maxLength: 12 }).map((ops) => path(borrowed, ops)),
    fc.array(operation, { maxLength: 12 }).map((ops) => path(found, [get(), ...ops])),
  );
}

const dues = fc.integer({ min: -2, max: 1 }).map(due);

function clean(trace: PathTrace, d: ReturnType<typeof due>): readonly Played[] {
  return worldsOf(trace, d)
    .map((world) => play(trace, world, d))
    .filter((p) => !p.run.faulty && p.stuck === undefined);
}

/** Gets less puts, by the operations alone. */
function netOf(trace: PathTrace, world: World): number {
  const changes: Partial<Record<Operation['kind'], number>> = { get: 1, add: 1, put: -1, drop: -1 };
  let net = trace.origin.kind === 'allocated' ? 1 : 0;
  for (const { operation } of trace.steps) {
    if (operation && 'times' in operation)
      net += (changes[operation.kind] ?? 0) * evaluate(operation.times, world.symbols, 0);
  }
  return net;
}

describe('on every run without a fault', () => {
  it('the count ends at start + gets - puts, and at what others did in between', () => {
    fc.assert(
      fc.property(traces(counting), dues, (trace, d) => {
        for (const { run, world } of clean(trace, d)) {
          const start = world.start === 'live' ? Object.values(world.holders).reduce((a, b) => a + b, 0) : 0;
          const moves = run.rows.filter((r) => r.step.text === '').reduce((sum, r) => sum + r.after - r.before, 0);
          expect(run.rows.at(-1)?.after).toBe(start + netOf(trace, world) + moves);
        }
      }),
    );
  });

  it('the claims of all holders make up the count, unless the folio is frozen', () => {
    fc.assert(
      fc.property(traces(fc.oneof({ weight: 4, arbitrary: counting }, pinning, storing)), dues, (trace, d) => {
        for (const { run } of clean(trace, d)) {
          for (const { after, holders } of run.rows) {
            if (after !== 0) expect(Object.values(holders).reduce((a, b) => a + b, 0)).toBe(after);
          }
        }
      }),
    );
  });

  it('each row starts where the one before ended', () => {
    fc.assert(
      fc.property(traces(fc.oneof(counting, pinning, storing)), dues, (trace, d) => {
        for (const world of worldsOf(trace, d)) {
          const { rows } = play(trace, world, d).run;
          rows.slice(1).forEach((r, i) => {
            expect(r.before).toBe(rows[i]?.after);
          });
        }
      }),
    );
  });

  it('no claim is negative', () => {
    fc.assert(
      fc.property(traces(counting), dues, (trace, d) => {
        for (const { run } of clean(trace, d)) {
          for (const { holders } of run.rows) expect(Math.min(0, ...Object.values(holders))).toBe(0);
        }
      }),
    );
  });
});

describe('the same path', () => {
  it('has the same ledger on the model, on its interpreted source, and on the headers of 6.12 (where FOLIOLINT_TREE_6_12 is set)', async () => {
    const opened = [undefined, ...(process.env.FOLIOLINT_TREE_6_12 ? [process.env.FOLIOLINT_TREE_6_12] : [])];
    const pairs = await Promise.all(
      opened.map(async (folder) => {
        const { tree } = await openTree(folder, { patches: [] });
        return { semantics: (await interpreted(tree, [])).semantics, model: builtin(tree.version) };
      }),
    );
    const named = fc.constantFrom('', 'page_ref_inc()', 'folio_try_get()', 'put_page_testzero()', 'page_ref_dec()');
    const steps = fc.oneof({ weight: 4, arbitrary: counting }, pinning, storing);
    fc.assert(
      fc.property(traces(steps), dues, fc.array(named, { maxLength: 14 }), (plain, d, events) => {
        const trace = { ...plain, steps: plain.steps.map((s, i) => ({ ...s, event: events[i] || s.event })) };
        for (const world of worldsOf(trace, d)) {
          for (const { semantics, model } of pairs) {
            expect(play(trace, world, d, semantics)).toEqual(play(trace, world, d, model));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('someone with a temporary reference', () => {
  it('does not change what is left at the end', () => {
    fc.assert(
      fc.property(traces(fc.oneof(counting, pinning)), dues, (trace, d) => {
        for (const world of worldsOf(trace, d)) {
          const { [SOMEONE]: _, ...rest } = world.holders;
          const alone = play(trace, { ...world, visited: false, holders: rest }, d);
          const fresh = world.start === 'free';
          const holders = fresh ? {} : { ...rest, [SOMEONE]: 1 };
          const visited = play(trace, { ...world, visited: fresh, holders }, d);
          if (world.start !== 'frozen' && !alone.run.faulty && alone.stuck === undefined) {
            expect(visited.run.left).toBe(alone.run.left);
            expect(visited.run.faulty).toBe(false);
          }
        }
      }),
    );
  });
});

describe('pins', () => {
  it('are counted apart in a large folio and by a bias in a small one', () => {
    const trace = path(borrowed, [pin(), unpin()]);
    const [small, , large] = worldsOf(trace, due()).map((world) => play(trace, world, due()).run);
    expect(small?.rows.map((r) => r.after)).toEqual([1025, 1, 1]);
    expect(large?.rows.map((r) => r.after)).toEqual([6, 5, 5]);
  });
});

describe('a folio found in the page cache', () => {
  it('may lose the cache once the path holds it', () => {
    const trace = path(found, [get(), put(), use]);
    const [cached, evicted] = worldsOf(trace, due()).map((world) => play(trace, world, due()).run);
    expect(cached?.faulty).toBe(false);
    expect(evicted?.rows.map((r) => [r.step.event, r.before, r.after, r.fault])).toEqual([
      ['get', 1, 2, undefined],
      ['the page cache gives its references back', 2, 1, undefined],
      ['put', 1, 0, undefined],
      ['use', 0, 0, 'used after it was freed'],
      ['return 0', 0, 0, undefined],
    ]);
  });
});
