import type { Summary } from '../analysis/index.js';

/** What was worked out of functions, by the text that defines them. */
export interface Memory {
  /** Summaries by how deep the callees of the function were read. */
  readonly summaries: WeakMap<object, Map<number, Summary | undefined>>;
  readonly reaches: WeakMap<object, Reach>;
}

/** The numbers of calls on the way to an effect on references from which on, and up to which, the answer is known. */
export interface Reach {
  readonly yes: number;
  readonly no: number;
}

export function newMemory(): Memory {
  return { summaries: new WeakMap(), reaches: new WeakMap() };
}
