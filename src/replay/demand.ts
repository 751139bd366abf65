import type { Operation } from '../analysis/index.js';
import { PIN_BIAS } from '../page/index.js';
import { evaluate, type Symbols } from './count.js';
import type { Sketch } from './world.js';

/**
 * Who holds how much at the start of a world: what its sketch says, and at least what the path is going to take from
 * each holder. `owed` is what the lender hands over to the path, in references or in the pins that the path drops.
 */
export function startingClaims(
  sketch: Sketch,
  operations: readonly Operation[],
  symbols: Symbols,
  owed: number,
): Readonly<Record<string, number>> {
  const { lender, order } = sketch;
  const pinUnit = order > 0 ? 1 : PIN_BIAS;
  const holders: Record<string, number> = {};
  for (const holder of sketch.single) holders[holder] = 1;
  for (const holder of sketch.perPage ?? []) holders[holder] = 2 ** order;
  if (lender !== undefined) {
    const pins = Math.min(owed, pinsTaken(operations, symbols));
    holders[lender] = Math.max(holders[lender] ?? 0, owed - pins + pins * pinUnit);
  }
  for (const [holder, n] of taken(operations, symbols)) holders[holder] = Math.max(holders[holder] ?? 0, n);
  const lacking = lackingAtFreeze(holders, operations, symbols, pinUnit);
  if (lacking > 0) holders['page-cache'] = (holders['page-cache'] ?? 0) + lacking;
  return holders;
}

/** The most that the operations take from each holder before they give it something: what it must have at the start. */
function taken(operations: readonly Operation[], symbols: Symbols): ReadonlyMap<string, number> {
  const balance = new Map<string, number>();
  const most = new Map<string, number>();
  for (const operation of operations) {
    const by = givenToHolder(operation, symbols);
    if (by === undefined) continue;
    const now = (balance.get(by.holder) ?? 0) + by.n;
    balance.set(by.holder, now);
    if (-now > (most.get(by.holder) ?? 0)) most.set(by.holder, -now);
  }
  return most;
}

function givenToHolder(operation: Operation, symbols: Symbols): { holder: string; n: number } | undefined {
  switch (operation.kind) {
    case 'add':
    case 'move-to':
      return { holder: operation.holder, n: evaluate(operation.times, symbols, 0) };
    case 'drop':
    case 'move-from':
      return { holder: operation.holder, n: -evaluate(operation.times, symbols, 0) };
    default:
      return undefined;
  }
}

/** Pins that the operations drop beyond those they took. */
function pinsTaken(operations: readonly Operation[], symbols: Symbols): number {
  let now = 0;
  let least = 0;
  for (const operation of operations) {
    if ((operation.kind !== 'get' && operation.kind !== 'put') || !operation.pin) continue;
    const n = evaluate(operation.times, symbols, 0);
    now += operation.kind === 'get' ? n : -n;
    least = Math.min(least, now);
  }
  return -least;
}

/** How many references more somebody must hold for the first freeze of the path to find exactly the count it names. */
function lackingAtFreeze(
  holders: Readonly<Record<string, number>>,
  operations: readonly Operation[],
  symbols: Symbols,
  pinUnit: number,
): number {
  let raw = Object.values(holders).reduce((sum, n) => sum + n, 0);
  for (const operation of operations) {
    if (operation.kind === 'freeze') return Math.max(0, evaluate(operation.times, symbols, raw) - raw);
    raw += rawChange(operation, symbols, pinUnit);
  }
  return 0;
}

function rawChange(operation: Operation, symbols: Symbols, pinUnit: number): number {
  switch (operation.kind) {
    case 'get':
      return evaluate(operation.times, symbols, 0) * (operation.pin ? pinUnit : 1);
    case 'put':
      return -evaluate(operation.times, symbols, 0) * (operation.pin ? pinUnit : 1);
    case 'add':
      return evaluate(operation.times, symbols, 0);
    case 'drop':
      return -evaluate(operation.times, symbols, 0);
    default:
      return 0;
  }
}
