import type { Loc } from '../c/index.js';
import type { Assumption } from './assumption.js';
import type { Holder } from './contract.js';
import type { Count } from './count.js';
import type { Facts } from './facts.js';
import type { ObjectOrigin, Operation } from './trace.js';
import { NULL, symbol, type Value } from './value.js';

/** What a path knows of one page or folio. */
export interface RefState {
  /** The pointer under which it is known; its key is the object's name in the state. */
  readonly value: Value;
  /** How the source calls it. */
  readonly name: string;
  readonly origin: ObjectOrigin;
  /** References that this path owns; negative when it dropped references of its caller. */
  readonly claim: Count;
  /** How the path took what it holds: a pin is GUP_PIN_COUNTING_BIAS references (include/linux/mm.h). */
  readonly held?: 'references' | 'pins' | 'both';
  /** How the path dropped what it did not hold. */
  readonly lost?: 'references' | 'pins';
  /** Frozen or proven zero, with exclusive rights. */
  readonly frozen: boolean;
  /** The path itself stored the count: nobody else can know the page yet. */
  readonly initialised: boolean;
  /** Set by the put that ended the last claim: from there on the page may be gone. */
  readonly dropped?: Loc;
  /** Who keeps the page besides the path where that ends with a lock, and whether it has ended. */
  readonly guard?: { readonly holder: Holder; readonly ended: boolean };
  /** Its reference is known to somebody whom this analysis does not follow. */
  readonly escaped: boolean;
  /** The path found that there is no such object: the pointer was NULL, an error or a value entry. */
  readonly absent?: true;
  /** The array that the path stored it into, which holds its reference since. */
  readonly gatheredIn?: string;
  /** The elements of an array: the path came to hold references through them. */
  readonly filled?: true;
  /** Of an array, the element that the path dropped last, `pages[i]`, and where. */
  readonly lastDropped?: { readonly element: string; readonly loc: Loc };
  /** Of a block from the allocator, its order. */
  readonly order?: Value;
  /** Of an array that one call filled, how many elements it has. */
  readonly amount?: Value;
  /** What the release left: elements of an array that one call filled and one released; of a block, orders. */
  readonly leftOver?: number;
  /** Where the path met it first. */
  readonly since: Loc;
}

/** The events of a path, newest first; shared between paths. */
export interface History {
  readonly loc: Loc;
  readonly event: string;
  /** Keys of the objects that the event is about; empty for a branch. */
  readonly object?: string;
  readonly operation?: Operation;
  readonly because?: string;
  /** Of a call: what is taken for granted about it. */
  readonly assumes?: Assumption;
  readonly before: History | undefined;
}

/** A value that a path hands to a function of which nothing is known. */
export interface Handed extends Assumption {
  readonly value: Value;
  readonly loc: Loc;
}

/** One abstract state: one path prefix, never a join of two. */
export interface State {
  /** Contents of locals (`folio`), fields (`vmf->page`) and elements (`pages[i]`), where they are known. */
  readonly cells: Map<string, Value>;
  /** How often what lies behind a cell or a pointer was invalidated; part of the key of what is read later. */
  readonly epochs: Map<string, number>;
  facts: Facts;
  readonly objects: Map<string, RefState>;
  /** Runs of each call site, so that every iteration's result has its own name. */
  readonly sites: Map<string, number>;
  /** Arrivals at each loop head on this path. */
  readonly loops: Map<number, number>;
  /** Roots of pointers that came to be on this path without an effect yet. */
  readonly met: Set<string>;
  /** Pointers in memory that calls may have overwritten since: that they were stored there is still known. */
  stored: readonly Value[];
  /** The path went round a loop so often that its variables were forgotten. */
  widened: boolean;
  /** What the path handed to functions that nobody has read. */
  handed: readonly Handed[];
  /** True when the path passed a line that the patch changed. */
  touched: boolean;
  history: History | undefined;
}

/** The state at the head of a function: nothing is known, nothing was done. */
export function emptyState(): State {
  return {
    cells: new Map(),
    epochs: new Map(),
    facts: new Map(),
    objects: new Map(),
    sites: new Map(),
    loops: new Map(),
    met: new Set(),
    stored: [],
    widened: false,
    handed: [],
    touched: false,
    history: undefined,
  };
}

/** A copy that can be changed without changing `s`; facts and history are immutable and shared. */
export function fork(s: State): State {
  return {
    cells: new Map(s.cells),
    epochs: new Map(s.epochs),
    facts: s.facts,
    objects: new Map(s.objects),
    sites: new Map(s.sites),
    loops: new Map(s.loops),
    met: new Set(s.met),
    stored: s.stored,
    widened: s.widened,
    handed: s.handed,
    touched: s.touched,
    history: s.history,
  };
}

/** The content of a cell: what was stored there, or a symbol named after the cell and its epoch. */
export function load(s: State, cell: string): Value {
  const known = s.cells.get(cell);
  if (known) return known;
  const epoch = epochOf(s, cell);
  if (epoch === 0 && ZEROED_FIELD.test(cell)) return NULL;
  return symbol(epoch === 0 ? cell : `${cell}'${epoch}`, { kind: 'cell', cell });
}

/** A field, as yet unwritten, of memory that came zeroed (include/linux/slab.h, include/linux/device.h). */
const ZEROED_FIELD = /^(devm_)?k(v|mem_cache_)?zalloc(_node)?\(\)@[^->]*->\w+$/;

function epochOf(s: State, cell: string): number {
  if (s.epochs.size === 0) return 0;
  let sum = s.epochs.get(cell) ?? 0;
  if (cell.startsWith('*')) sum += s.epochs.get(behind(cell.slice(1))) ?? 0;
  for (let at = nextStep(cell, 1); at > 0; at = nextStep(cell, at + 1)) {
    const prefix = cell.slice(0, at);
    sum += s.epochs.get(cell[at] === '.' ? prefix : behind(prefix)) ?? 0;
  }
  return sum;
}

/** The epoch of what a pointer leads to; the pointer itself may live in a cell of the same name. */
function behind(pointer: string): string {
  return `${pointer}->`;
}

/** How often what lies behind a pointer was invalidated. */
export function versionOf(s: State, pointer: string): number {
  return s.epochs.get(behind(pointer)) ?? 0;
}

/** Where the next `->`, `.` or `[` of a cell name starts: each prefix names a place that can be invalidated. */
function nextStep(cell: string, from: number): number {
  for (let i = from; i < cell.length; i++) {
    const c = cell[i];
    if (c === '[' || c === '.' || (c === '-' && cell[i + 1] === '>')) return i;
  }
  return -1;
}

/**
 * Forgets what a call may have written to a cell and its fields: later reads give new symbols. Cells that hold an object
 * with a claim are kept, since a callee rarely takes a page away behind its caller's back.
 */
export function invalidateCell(s: State, place: string): void {
  s.epochs.set(place, (s.epochs.get(place) ?? 0) + 1);
  for (const [cell, value] of s.cells) {
    const inside =
      cell === place || (cell.startsWith(place) && (cell[place.length] === '.' || cell[place.length] === '['));
    if (inside && !isHeld(s, value)) s.cells.delete(cell);
  }
}

/** Forgets what a call may have written through a pointer; the pointer itself keeps its value. */
export function invalidateBehind(s: State, pointer: string): void {
  s.epochs.set(behind(pointer), versionOf(s, pointer) + 1);
  for (const [cell, value] of s.cells) {
    const next = cell.startsWith(pointer) ? cell.slice(pointer.length, pointer.length + 2) : '';
    const inside = next === '->' || next[0] === '[' || cell === `*${pointer}` || cell.startsWith(`*${pointer}.`);
    if (inside && !isHeld(s, value)) drop(s, cell, value);
  }
}

/** Forgets a cell behind a pointer; that it was given a pointer stays known. */
function drop(s: State, cell: string, value: Value): void {
  s.cells.delete(cell);
  const isPointer = value.kind === 'symbol' || value.kind === 'alias';
  if (isPointer && cell !== value.key && !s.stored.includes(value)) s.stored = [...s.stored, value];
}

function isHeld(s: State, v: Value): boolean {
  const object = s.objects.get(v.kind === 'alias' ? v.of.key : v.key);
  return object !== undefined && (object.claim.constant !== 0 || Object.keys(object.claim.terms).length > 0);
}

/** The next run of a call site or iteration: `12:10#2`. */
export function nextSite(s: State, loc: Loc): string {
  const site = `${loc.line}:${loc.column}`;
  const run = (s.sites.get(site) ?? 0) + 1;
  s.sites.set(site, run);
  return `${site}#${run}`;
}

/** Adds what happened to the history of the path; forks share all that came before. */
export function remember(s: State, entry: Omit<History, 'before'>): void {
  s.history = { ...entry, before: s.history };
}
