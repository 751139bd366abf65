import type { Count } from './count.js';
import type { Exploration, PathEnd } from './explore.js';
import { ANY, POSITIVE, type Signs, signsOf } from './facts.js';
import type { RefState, State } from './state.js';
import { objectOf, rootOf, type Value } from './value.js';

/** What one path leaves of one object: the material of summaries and of the comparison of two versions. */
export interface Observation {
  /** The object's name without places and iterations, equal in both versions: `folio`, `vmf->page`, `folio_alloc()`. */
  readonly root: string;
  readonly object: RefState;
  /** References that the path owns in the end; those that went out by return or into memory are in `kept`. */
  readonly net: Count;
  /** The claim is in good hands: the object is returned, or stored where others reach it. */
  readonly kept: boolean;
  /** Memory that outlives the function leads to the object. */
  readonly stored: boolean;
  readonly end: PathEnd;
  /** Signs of the returned value. */
  readonly signs: Signs;
  readonly touched: boolean;
}

/** The observations of all complete paths, those of objects without any claim included. */
export function observe(x: Exploration): Observation[] {
  return x.ends.filter((e) => e.kind === 'return').flatMap((end) => observeEnd(x, end));
}

function observeEnd(x: Exploration, end: PathEnd): Observation[] {
  const { state } = end;
  return [...state.objects.values()].map((object) => ({
    root: rootOf(object.value.key),
    object,
    net: object.claim,
    kept: object.escaped || isReturned(end, object) || isStored(x, end, object),
    stored: isStored(x, end, object),
    end,
    signs: end.signs ?? ANY,
    touched: state.touched,
  }));
}

function isReturned(end: PathEnd, object: RefState): boolean {
  const { key } = object.value;
  if (end.value === undefined) return false;
  return leadsTo(end.value, key) || (key.endsWith('[]') && leadsTo(end.value, key.slice(0, -2)));
}

/** The elements of an array are where the array is. */
function isStored(x: Exploration, end: PathEnd, { value }: RefState): boolean {
  return isStoredAt(x, end, value.key) || (value.key.endsWith('[]') && isStoredAt(x, end, value.key.slice(0, -2)));
}

/** True when memory that outlives the function leads to the value with this key. */
export function isStoredAt(x: Exploration, end: PathEnd, key: string): boolean {
  for (const [cell, value] of end.state.cells) {
    if (!isPlaceOf(cell, key) && outlives(x, cell) && leadsTo(value, key)) return true;
  }
  return end.state.stored.some((value) => leadsTo(value, key));
}

/** The cell of an object, or of an element or the beginning of an array, leads to it without being another place. */
function isPlaceOf(cell: string, key: string): boolean {
  if (!key.endsWith('[]')) return cell === key;
  const array = key.slice(0, -2);
  return cell === array || cell.startsWith(`${array}[`);
}

/** A pointer, or what is made from it: an address, a pfn, a tagged word. A number about the page is not a way back. */
export function leadsTo(v: Value, key: string): boolean {
  if (v.key === key || objectOf(v).key === key) return true;
  if (v.kind === 'alias') return leadsTo(v.of, key);
  if (v.kind === 'address') return v.cell.startsWith(`${key}->`);
  if (v.kind !== 'operation' || v.op === '!' || /^(<|>|=|!)/.test(v.op)) return false;
  if (v.op === 'pure' && NUMBER_OF_PAGE.test(v.key)) return false;
  return v.operands.some((o) => leadsTo(o, key));
}

/** True when a value leads to what this root names, or to a structure or an array that it lies in. */
export function leadsToRoot(v: Value, root: string): boolean {
  const own = rootOf(v.kind === 'address' ? v.cell : objectOf(v).key);
  if (own === root || (root.startsWith(own) && /^(->|\.|\[)/.test(root.slice(own.length)))) return true;
  return v.kind === 'operation' && v.operands.some((o) => leadsToRoot(o, root));
}

/** Sizes, orders, flags and counts of a page say nothing about where it is. */
const NUMBER_OF_PAGE =
  /^(folio_nr_pages|folio_order|folio_size|folio_shift|compound_nr|thp_|page_count|folio_test|Page[A-Z]|page_to_nid|folio_nid|folio_zone|page_zone)/;

/** Locals die with the function; everything behind a pointer, and every global, does not. */
function outlives(x: Exploration, cell: string): boolean {
  if (cell.includes('->') || cell.startsWith('*')) return true;
  const root = /^\$?\w+/.exec(cell)?.[0] ?? '';
  if (root.startsWith('$')) return false;
  const own = x.fn.locals.has(root) || x.fn.params.some((p) => p.name === root);
  return own ? x.fn.params.some((p) => p.name === root) && cell.includes('[') : true;
}

/** False where the path knows that there is no object: NULL or an error pointer. */
export function mayBeThere(s: State, object: RefState): boolean {
  return !object.absent && (signsOf(s.facts, object.value) & POSITIVE) !== 0;
}
