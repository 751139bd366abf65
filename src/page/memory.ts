import { freeHead, type Page } from './page.js';

/** All `struct page` that a simulation has, by number. They come into being, free and with raw 0, when they are named. */
export interface Memory {
  readonly pages: Page[];
}

/** The highest page number that may be named, so that a script cannot use up the machine's own memory. */
export const LAST_PAGE = 2 ** 20 - 1;

/** Memory of which the first `pages` pages are there. */
export function newMemory(pages = 1): Memory {
  const memory: Memory = { pages: [] };
  if (pages > 0) pageAt(memory, pages - 1);
  return memory;
}

/** The page with that number. Throws a `RangeError` outside of 0 .. LAST_PAGE. */
export function pageAt({ pages }: Memory, index: number): Page {
  const page = pages[index];
  if (page) return page;
  if (!Number.isInteger(index) || index < 0 || index > LAST_PAGE) throw new RangeError(`there is no page ${index}`);
  while (pages.length <= index) pages.push(freeHead(0, pages.length));
  return pages[index]!;
}

/** A copy that shares nothing. */
export function cloneMemory({ pages }: Memory): Memory {
  const copies = pages.map((page) => ({ ...page }));
  for (const copy of copies) {
    if (copy.head) copy.head = copies[copy.head.index]!;
  }
  return { pages: copies };
}

/** Equal for memories that no operation can tell apart: the state to hash. */
export function memoryKey({ pages }: Memory): string {
  return pages.map((page) => `${page.raw},${page.pincount},${page.state},${page.head?.index ?? ''}`).join(';');
}
