import type { Parameter } from '../c/index.js';
import type { Memory } from './memory.js';

/** A BUG or WARN condition that held; the operation is carried out all the same, as with checks that only report. */
export interface Bug {
  /** As the source has it, white space squeezed: `page_ref_count(page) == 0`. */
  readonly condition: string;
  /** Path in the kernel tree. */
  readonly file: string;
  /** Line of the check; absent where no source of it was read. */
  readonly line?: number;
  readonly function: string;
}

/** What one operation did, besides changing the memory. */
export interface Outcome {
  /** `null` for void; booleans are 0 and 1; a page is its number, and -1 is NULL. */
  readonly ret: number | null;
  /** In the order in which they fired. */
  readonly bugs: readonly Bug[];
  /** A folio went back to the allocator. */
  readonly freed: boolean;
}

/** The access to a shared field that a run is about to make. */
export interface Access {
  /** `atomic_add_return`; for the built-in model the primitive itself. */
  readonly operation: string;
  readonly function: string;
  readonly file: string;
  readonly line: number;
}

/** One call under way. Between two steps it stands in front of an access to shared memory. */
export interface Execution {
  /** What the next step does; undefined when the call has returned. */
  readonly pending: Access | undefined;
  /** Set when the call has returned. */
  readonly outcome: Outcome | undefined;
  /** Carries out the pending access, and all that is local up to the next one. Throws a `SemanticsError`. */
  step(memory: Memory): void;
  /** An independent copy, which may go on with a copy of the memory. */
  clone(): Execution;
  /** Equal for two runs of one semantics that will do the same in the same memory: the state to hash. */
  key(): string;
}

/**
 * What the functions that touch reference counts do. A page argument is the number of a page in the memory; one for
 * a `struct folio *` parameter stands for the folio of that page, as `page_folio()` finds it.
 */
export interface Semantics {
  /** Can this function be called by its kernel name? */
  has(name: string): boolean;
  /** The names of all callable functions that take a page or a folio first, sorted. */
  names(): readonly string[];
  /** Parameters in order, with their types; undefined for what it does not have. */
  params(name: string): readonly Parameter[] | undefined;
  /**
   * Calls a function. Missing arguments are 0. Throws a `SemanticsError`, with the function and the line, for what it
   * cannot run, and for runs of more than 10,000 steps.
   */
  run(memory: Memory, name: string, args: readonly number[]): Outcome;
  /** Starts a call without making any access to shared memory yet. Throws as `run` does. */
  start(memory: Memory, name: string, args: readonly number[]): Execution;
}

/** Something that a semantics has no meaning for: one line, with the function and its place. */
export class SemanticsError extends Error {}
