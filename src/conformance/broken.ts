import type { PatchedPrimitives } from './headers.js';
import { type BrokenSchedule, exploreSchedules } from './schedule/index.js';
import { type Violation, violations } from './sequence/index.js';

/** What some primitives break of their contract, alone and in parallel. */
export interface Broken {
  readonly violations: readonly Violation[];
  readonly schedules: readonly BrokenSchedule[];
  /** Names of scenarios that have more states than were looked at. */
  readonly bounded: readonly string[];
}

/** Runs the whole suite: sequences of calls, the ends of the range, checks that never fire, and all interleavings. */
export function brokenIn(primitives: PatchedPrimitives): Broken {
  const { broken, bounded } = exploreSchedules(primitives.semantics);
  return { violations: violations(primitives), schedules: broken, bounded };
}
