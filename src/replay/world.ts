import type { ObjectOrigin, Operation, PathTrace } from '../analysis/index.js';
import { holderName, SOMEONE } from './claims.js';
import { countOf, evaluate, type Symbols, symbolValues } from './count.js';
import { startingClaims } from './demand.js';
import type { Due } from './verdict.js';

/** What is true when a path starts: the size of the folio, and who holds references to it. */
export interface World {
  readonly name: string;
  readonly order: number;
  /** Values of the symbols in counts, `nr_pages` among them. */
  readonly symbols: Symbols;
  /** `frozen`: whoever hands the object over has exclusive rights to it and its count is 0. */
  readonly start: 'free' | 'live' | 'frozen';
  /** Exact claims; their sum is the count at the start. */
  readonly holders: Readonly<Record<string, number>>;
  /** Whoever lent the object to the path; its references are those that a negative due lets the path give up. */
  readonly lender?: string;
  /** How many of the lender's references the path may give up. */
  readonly allowance: number;
  /** Someone takes a temporary reference as soon as the count of a new page is not 0, and keeps it for the whole path. */
  readonly visited: boolean;
  /** The lender gives its references back as soon as the path has one of its own. */
  readonly leaves: boolean;
  /** True when nothing but the kernel's own freedom leads here, so that one fault here is a defect. */
  readonly decides: boolean;
}

/** The legal worlds that a path is replayed in, the plainest first. */
export function worldsOf(trace: PathTrace, due: Due): readonly World[] {
  const operations = trace.steps.flatMap((step) => step.operation ?? []);
  const sketches = isNew(trace.origin) ? NEWBORN : sketchesOf(trace, operations);
  return sketches.map((sketch) => settle(sketch, operations, due));
}

/**
 * The world of a page that somebody has frozen when the path finds it. Legal where a page is found without a reference, by
 * its pfn or under RCU: split and migration freeze pages that others can still see (mm/huge_memory.c, mm/migrate.c).
 */
export function frozenElsewhere(trace: PathTrace, due: Due): World {
  const operations = trace.steps.flatMap((step) => step.operation ?? []);
  return settle({ order: 0, start: 'frozen', lender: SOMEONE, single: [], decides: true }, operations, due);
}

/** What an allocator returns nobody else can hold. */
function isNew(origin: ObjectOrigin): boolean {
  return origin.kind === 'allocated';
}

/** A world before the numbers are worked out. */
export interface Sketch {
  readonly order: number;
  readonly start?: World['start'];
  readonly lender?: string;
  /** Holders of one reference each, and of one for each page. */
  readonly single: readonly string[];
  readonly perPage?: readonly string[];
  readonly mayTake?: boolean;
  readonly visited?: boolean;
  readonly leaves?: boolean;
  readonly decides?: boolean;
}

/** A fresh page may read 2: a stale lookup under RCU got it before it sees that the page is another one by now. */
const NEWBORN: readonly Sketch[] = [
  { order: 0, start: 'free', single: [], decides: true },
  { order: 0, start: 'free', single: [], visited: true, decides: true },
  { order: 2, start: 'free', single: [] },
  { order: 9, start: 'free', single: [], visited: true },
];

function sketchesOf(trace: PathTrace, operations: readonly Operation[]): readonly Sketch[] {
  const live = trace.origin.kind === 'found' ? lookedUp(operations) : lent(trace, operations);
  if (!startsFrozen(operations)) return live;
  const frozen: Sketch = { order: 0, start: 'frozen', lender: live[0]?.lender ?? 'caller', single: [], decides: true };
  return [frozen, ...live.map((sketch) => ({ ...sketch, decides: false }))];
}

/** Only a frozen page can be unfrozen or freed, and only on one may the count be stored. */
function startsFrozen(operations: readonly Operation[]): boolean {
  const first = operations.find((operation) => operation.kind !== 'use');
  return first?.kind === 'unfreeze' || first?.kind === 'free' || first?.kind === 'set';
}

/**
 * A folio that was looked up may leave its cache at any moment. Its lock delays that, but only until folio_unlock()
 * clears the bit, after which it still wakes the waiters (mm/filemap.c): a put in front of the unlock is no safer.
 */
function lookedUp(operations: readonly Operation[]): readonly Sketch[] {
  const finder = finderOf(operations);
  const cached: Sketch = { order: 0, lender: finder, single: [], perPage: [finder], decides: true };
  const large = { ...cached, decides: false };
  return [
    cached,
    { ...cached, leaves: true },
    { ...large, order: 2, single: [SOMEONE] },
    { ...large, order: 9, single: ['page-table'] },
  ];
}

/** Where the path found the folio: the holder that it takes references from, else the page cache. */
function finderOf(operations: readonly Operation[]): string {
  const taking = operations.find((operation) => operation.kind === 'drop' || operation.kind === 'move-from');
  return taking && 'holder' in taking ? taking.holder : 'page-cache';
}

function lent(trace: PathTrace, operations: readonly Operation[]): readonly Sketch[] {
  const name = trace.origin.kind === 'borrowed' ? trace.origin.path : '';
  const lender = /^\w*$/.test(name) ? 'caller' : 'structure';
  const minimal: Sketch = { order: 0, lender, single: [lender], decides: true };
  const shared: Sketch = { order: 0, lender, single: [lender, 'page-table', SOMEONE], perPage: ['page-cache'] };
  return [
    // Dropping what a structure holds is how the structure is torn down: no defect by itself, but one time only.
    ...(lender === 'structure'
      ? [
          { ...minimal, mayTake: true },
          { ...minimal, decides: false },
        ]
      : [minimal]),
    shared,
    { ...shared, order: 2, single: [lender] },
    { ...shared, order: 9, single: [lender, 'page-table'] },
    // An exact freeze can follow a speculative get of a page that the path had only under a lock.
    ...(operations.some((operation) => operation.kind === 'freeze') && !(lender === 'caller' && relies(trace))
      ? [{ ...minimal, leaves: true, decides: false }]
      : []),
  ];
}

/** The first reference of the path is a plain one: a caller that lends a page without holding it could not allow that. */
function relies({ steps }: PathTrace): boolean {
  const first = steps.find(({ operation }) => operation !== undefined && operation.kind !== 'use');
  return first !== undefined && /^(folio_get|get_page)\(/.test(first.event);
}

/** Works the numbers of a sketch out, and gives every holder at least what the path is going to take from it. */
function settle(sketch: Sketch, operations: readonly Operation[], due: Due): World {
  const { order, lender, decides = false, visited = false, start = 'live' } = sketch;
  const symbols = symbolValues([...operations.map(countOf), due.claim], order);
  const owed = lender === undefined ? 0 : Math.max(0, -evaluate(due.claim, symbols, 0));
  const holders = start === 'live' ? startingClaims(sketch, operations, symbols, owed) : {};
  const world = {
    order,
    symbols,
    start,
    holders,
    ...(lender === undefined ? {} : { lender }),
    allowance: sketch.mayTake ? Math.max(owed, holders[lender ?? ''] ?? 0) : owed,
    visited,
    // What the lender has promised to the path it cannot give back itself.
    leaves: sketch.leaves === true && owed === 0,
    decides,
  };
  return { name: nameOf(world, sketch.mayTake === true), ...world };
}

function nameOf(world: Omit<World, 'name'>, mayTake: boolean): string {
  const holders = Object.entries(world.holders).map(([holder, n]) => `${holderName(holder)} holds ${n}`);
  const lender = holderName(world.lender ?? '');
  const parts = {
    free: [world.visited ? 'someone takes a temporary reference' : 'nobody else holds it'],
    frozen: [`${lender} ${world.lender === SOMEONE ? 'keeps it' : 'hands it over'} frozen`],
    live: holders,
  }[world.start];
  if (world.leaves) parts.push(`${lender} lets go when the path has its own`);
  if (mayTake) parts.push('the path may drop that');
  if (world.order > 0) parts.push(`${2 ** world.order} pages`);
  return parts.join(', ');
}
