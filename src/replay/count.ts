import type { Count, Operation } from '../analysis/index.js';

/** The numbers that names in counts stand for in one world. */
export type Symbols = Readonly<Record<string, number>>;

/** The symbol for "as many as there are": what the giver holds, or what the field reads. */
const ALL = 'all';

/**
 * Works a count out with the numbers of a world. A symbol the world does not know counts as 1; `all` stands for
 * what the one who gives has.
 */
export function evaluate(count: Count, symbols: Symbols, all: number): number {
  return Object.entries(count.terms).reduce(
    (sum, [symbol, factor]) => sum + factor * (symbol === ALL ? all : (symbols[symbol] ?? 1)),
    count.constant,
  );
}

/**
 * Values for all names in `counts` in a folio of `2 ** order` pages. Whether `refs` equals `nr_pages` is not known
 * here, so both are tried: one page and 512 pages make all names equal, in between they all differ.
 */
export function symbolValues(counts: readonly (Count | undefined)[], order: number): Symbols {
  const pages = 2 ** order;
  const names = new Set(counts.flatMap((count) => Object.keys(count?.terms ?? {})));
  const others = [...names].filter((name) => name !== ALL && name !== 'nr_pages').sort();
  const distinct = order > 0 && order < 9;
  return Object.fromEntries([
    ['nr_pages', pages],
    ...others.map((name, i) => [name, distinct ? pages + 1 + i : pages] as const),
  ]);
}

/** The count in an operation, for those that have one. */
export function countOf(operation: Operation): Count | undefined {
  switch (operation.kind) {
    case 'get':
    case 'put':
    case 'move-to':
    case 'move-from':
    case 'add':
    case 'drop':
    case 'freeze':
    case 'unfreeze':
      return operation.times;
    case 'set':
      return operation.value;
    case 'allocate':
    case 'free':
    case 'use':
      return undefined;
  }
}
