import type { Summary } from '../analysis/index.js';
import { NO_CACHE, type Pack } from '../cache/index.js';
import { type Summaries, summariesIn } from './summaries.js';

/** What was worked out of functions. */
export interface Memory {
  /** By the texts that define them. */
  readonly summaries: Summaries;
  /** Summaries of the functions that names mean at one place, by how deep their callees were read. */
  readonly inferred: WeakMap<object, Map<number, Summary | undefined>>;
  readonly reaches: WeakMap<object, Reach>;
}

/** The numbers of calls on the way to an effect on references from which on, and up to which, the answer is known. */
export interface Reach {
  readonly yes: number;
  readonly no: number;
}

/** @param pack summaries of earlier runs */
export function newMemory(pack: Pack = NO_CACHE.pack('summaries', '')): Memory {
  return { summaries: summariesIn(pack), inferred: new WeakMap(), reaches: new WeakMap() };
}
