import { type Memory, newMemory, pageAt } from './memory.js';
import type { Page } from './page.js';
import { type Bug, type Outcome, type Semantics, SemanticsError } from './semantics.js';

/** A block that the buddy has given away: `2 ** order` pages that begin at a page number. */
export interface Block {
  readonly first: number;
  readonly order: number;
  /** Allocated with `__GFP_COMP`: one folio. Otherwise pages that only lie side by side. */
  readonly compound: boolean;
}

/** Simulated memory, what its counts mean, who was given what, and who says that he holds it. */
export interface Simulation {
  readonly semantics: Semantics;
  /** Of the kernel that is simulated, as its Makefile has it; undefined for the newest. */
  readonly version: string | undefined;
  readonly memory: Memory;
  /** By the number of their first page. */
  readonly blocks: Map<number, Block>;
  /** References by head page and holder, in the order in which they were first taken. */
  readonly holders: Map<number, Map<string, number>>;
  /** Fragments that a page frag cache has not handed out yet, by head page (`pagecnt_bias`). */
  readonly fragments: Map<number, number>;
  /** The page that operations act on. */
  selected: number;
}

/** A machine without pages; `version` is that of the kernel whose semantics it has. */
export function newSimulation(semantics: Semantics, version: string | undefined): Simulation {
  return {
    semantics,
    version,
    memory: newMemory(),
    blocks: new Map(),
    holders: new Map(),
    fragments: new Map(),
    selected: 0,
  };
}

/** What an operation of the world did: one of several pages, each of which may have been looked at. */
export interface WorldOutcome extends Outcome {
  /** First and last page of what went back to the buddy, in order. */
  readonly blocks?: readonly (readonly [first: number, last: number])[];
  /** The pages that the operation is about, whose counts are worth showing. */
  readonly pages?: readonly number[];
}

/** Collects what the steps of one operation did. */
export interface Tally {
  readonly bugs: Bug[];
  readonly blocks: [first: number, last: number][];
}

/** Nothing has happened yet. */
export function newTally(): Tally {
  return { bugs: [], blocks: [] };
}

/** What an operation on `pages` comes to; `ret` is null for one that returns nothing. */
export function outcomeOf(tally: Tally, pages: readonly number[], ret: number | null = null): WorldOutcome {
  const { bugs, blocks } = tally;
  return { ret, bugs, freed: blocks.length > 0, blocks, pages };
}

/** Calls a primitive as one step of a larger operation; its value, 0 for void. */
export function call(sim: Simulation, tally: Tally, name: string, page: number, ...args: number[]): number {
  const { ret, bugs } = sim.semantics.run(sim.memory, name, [page, ...args]);
  tally.bugs.push(...bugs);
  return ret ?? 0;
}

/** `page_ref_count()` as the simulated kernel has it. */
export function countAt({ semantics, memory }: Simulation, page: number): number {
  return semantics.run(memory, 'page_ref_count', [page]).ret ?? 0;
}

/** Reports a condition of a function that is not in the headers. */
export function report(tally: Tally, file: string, name: string, condition: string): void {
  tally.bugs.push({ condition, file, function: name });
}

/** The page with that number. Throws a `SemanticsError` when there cannot be one. */
export function page({ memory }: Simulation, index: number): Page {
  try {
    return pageAt(memory, index);
  } catch (error) {
    throw new SemanticsError((error as Error).message);
  }
}

/** The block that a page lies in; undefined for a page that the buddy has. */
export function blockAt({ blocks }: Simulation, index: number): Block | undefined {
  for (let order = 0; order <= MAX_ORDER; order++) {
    const block = blocks.get(index - (index % 2 ** order));
    if (block && index < block.first + 2 ** block.order) return block;
  }
  return undefined;
}

/** The largest block of the buddy, with 4 KiB pages (6.12 include/linux/mmzone.h, MAX_PAGE_ORDER). */
export const MAX_ORDER = 10;

/** The numbers of `2 ** order` pages. */
export function pagesFrom(first: number, order: number): readonly number[] {
  return Array.from({ length: 2 ** order }, (_, i) => first + i);
}
