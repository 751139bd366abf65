import type { Operation, PathTrace, Step } from '../analysis/index.js';
import { NEWEST, type Semantics } from '../page/index.js';
import { change, heldBy, heldByPath, holderName, SOMEONE, snapshot } from './claims.js';
import { evaluate } from './count.js';
import { countOf, drop, stateOf, take } from './folio.js';
import { type Machine, type Mishap, machineFor, perform } from './machine.js';
import type { Due, LedgerRow, Run } from './verdict.js';
import type { World } from './world.js';

/** A replayed path in one world. */
export interface Played {
  readonly world: World;
  readonly run: Run;
  /** Why the path cannot run in this world (a freeze that cannot succeed); the rows end there. */
  readonly stuck?: string;
  /** The path froze the object and left it so. */
  readonly frozen: boolean;
}

/**
 * Runs the operations of a path on a simulated folio, step by step. One row comes out for every step, and one more
 * for what the world does by itself in between (its `text` is empty).
 */
export function play(trace: PathTrace, world: World, due: Due, semantics: Semantics = NEWEST): Played {
  const machine = machineFor(world, semantics);
  const rows: LedgerRow[] = [];
  let stuck: string | undefined;
  for (const [i, step] of trace.steps.entries()) {
    const before = countOf(machine.folio);
    const mishap = happen(machine, trace.steps, i);
    stuck = mishap.stuck;
    rows.push(row(machine, step, before, mishap));
    if (stuck !== undefined) break;
    rows.push(...ownMoves(machine, step));
  }
  const { claims } = machine;
  const left = claims.path + claims.pins - claims.consumed - evaluate(due.claim, world.symbols, 0);
  const faulty = rows.some((r) => r.fault !== undefined);
  const run = { world: world.name, order: world.order, rows, left, faulty };
  return { world, run, frozen: machine.frozenByPath, ...(stuck === undefined ? {} : { stuck }) };
}

function happen(machine: Machine, steps: readonly Step[], i: number): Mishap {
  const { operation, event } = steps[i]!;
  if (!operation) return {};
  return perform(machine, { operation, api: event.replace(/\(.*/s, ''), next: nextChange(steps, i) });
}

/** The next operation that changes the count or the state: it tells a put that frees from one that only tests. */
function nextChange(steps: readonly Step[], i: number): Operation | undefined {
  return steps.slice(i + 1).find(({ operation }) => operation && operation.kind !== 'use')?.operation;
}

function row(machine: Machine, step: Step, before: number, { fault, stuck, fired }: Mishap): LedgerRow {
  const wrong = stuck ?? fault;
  return {
    step,
    before,
    after: countOf(machine.folio),
    holders: snapshot(machine.claims),
    ...(wrong === undefined ? {} : { fault: wrong }),
    ...(fired === undefined ? {} : { fired }),
  };
}

/** What others do as soon as they can: a visitor comes, the lender goes. */
function ownMoves(machine: Machine, { loc }: Step): readonly LedgerRow[] {
  const { world, folio, claims } = machine;
  const before = countOf(folio);
  if (stateOf(folio) !== 'live') return [];
  if (world.visited && heldBy(claims, SOMEONE) === 0 && take(folio, 1, 'folio_try_get').ret !== 0) {
    change(claims, SOMEONE, 1);
    return [row(machine, { loc, text: '', event: 'someone else takes a temporary reference' }, before, {})];
  }
  const held = heldBy(claims, world.lender ?? '');
  if (world.leaves && world.lender !== undefined && heldByPath(claims) > 0 && held > 0) {
    drop(folio, held);
    change(claims, world.lender, -held);
    const event = `${holderName(world.lender)} gives its references back`;
    return [row(machine, { loc, text: '', event }, before, {})];
  }
  return [];
}
