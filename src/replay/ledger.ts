import type { Operation, PathTrace, Step } from '../analysis/index.js';
import { change, heldBy, heldByPath, holderName, SOMEONE, snapshot } from './claims.js';
import { evaluate } from './count.js';
import { type Machine, machineFor, perform } from './machine.js';
import { primitives } from './primitives.js';
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
export function play(trace: PathTrace, world: World, due: Due): Played {
  const machine = machineFor(world);
  const rows: LedgerRow[] = [];
  let stuck: string | undefined;
  for (const [i, step] of trace.steps.entries()) {
    const before = machine.folio.raw;
    const event = step.operation ? perform(machine, step.operation, nextChange(trace.steps, i)) : {};
    stuck = event.stuck;
    rows.push(row(machine, step, before, stuck ?? event.fault));
    if (stuck !== undefined) break;
    rows.push(...ownMoves(machine, step));
  }
  const { claims } = machine;
  const left = claims.path + claims.pins - claims.consumed - evaluate(due.claim, world.symbols, 0);
  const faulty = rows.some((r) => r.fault !== undefined);
  const run = { world: world.name, order: world.order, rows, left, faulty };
  return { world, run, frozen: machine.frozenByPath, ...(stuck === undefined ? {} : { stuck }) };
}

/** The next operation that changes the count or the state: it tells a put that frees from one that only tests. */
function nextChange(steps: readonly Step[], i: number): Operation | undefined {
  return steps.slice(i + 1).find(({ operation }) => operation && operation.kind !== 'use')?.operation;
}

function row(machine: Machine, step: Step, before: number, fault: string | undefined): LedgerRow {
  const holders = snapshot(machine.claims);
  return { step, before, after: machine.folio.raw, holders, ...(fault === undefined ? {} : { fault }) };
}

/** What others do as soon as they can: a visitor comes, the lender goes. */
function ownMoves(machine: Machine, { loc }: Step): readonly LedgerRow[] {
  const { world, folio, claims } = machine;
  const before = folio.raw;
  if (folio.state !== 'live') return [];
  if (world.visited && heldBy(claims, SOMEONE) === 0) {
    primitives.folio_try_get(folio);
    change(claims, SOMEONE, 1);
    return [row(machine, { loc, text: '', event: 'someone else takes a temporary reference' }, before, undefined)];
  }
  const held = heldBy(claims, world.lender ?? '');
  if (world.leaves && world.lender !== undefined && heldByPath(claims) > 0 && held > 0) {
    primitives.folio_put_refs(folio, held);
    change(claims, world.lender, -held);
    const event = `${holderName(world.lender)} gives its references back`;
    return [row(machine, { loc, text: '', event }, before, undefined)];
  }
  return [];
}
