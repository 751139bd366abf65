import { type Memory, type Page, pageAt, SemanticsError, writeCount } from '../page/index.js';

/**
 * A pointer is a number. 0 is NULL; page `i` lies at `STRIDE * (i + 1)`, and its fields behind that. A folio lies where
 * its first page does, and `_refcount` at the start of both, so that casts between them change nothing.
 */
const STRIDE = 4;

/** The fields that atomics may work on, by name, with their place in the page. */
const FIELDS = { _refcount: 0, _pincount: 1 } as const;
export type Field = keyof typeof FIELDS;

/** True for the name of a member of `struct page` that the simulator keeps. */
export function isField(name: string): name is Field {
  return Object.hasOwn(FIELDS, name);
}

/** The address of the page with that number. */
export function addressOfPage(index: number): number {
  return STRIDE * (index + 1);
}

/** The number of the page at an address, -1 for NULL. */
export function pageNumber(address: number): number {
  return Math.floor(address / STRIDE) - 1;
}

/** The address of a field of the page at `address`. */
export function addressOfField(address: number, field: Field): number {
  return address + FIELDS[field];
}

/** `page + n`. */
export function addPages(address: number, n: number): number {
  return address + n * STRIDE;
}

/** `a - b` of two page pointers. */
export function pagesBetween(a: number, b: number): number {
  return (a - b) / STRIDE;
}

/** The page at an address. Throws a `SemanticsError` for NULL and for what no memory can hold. */
export function pageAtAddress(memory: Memory, address: number): Page {
  const index = pageNumber(address);
  const page = memory.pages[index];
  if (page) return page;
  if (index < 0) throw new SemanticsError('a NULL pointer is followed');
  try {
    return pageAt(memory, index);
  } catch (error) {
    throw new SemanticsError((error as Error).message);
  }
}

/** Reads the `atomic_t` at an address. */
export function load(memory: Memory, address: number): number {
  const page = pageAtAddress(memory, address);
  return address % STRIDE === FIELDS._refcount ? page.raw : page.pincount;
}

/** Writes it; a count of 0 makes the page somebody's own, as in `primitives.ts`. */
export function store(memory: Memory, address: number, value: number): void {
  const page = pageAtAddress(memory, address);
  if (address % STRIDE === FIELDS._refcount) writeCount(page, value);
  else page.pincount = value;
}
