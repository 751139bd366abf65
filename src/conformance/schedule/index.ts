/**
 * Schedules. A semantics comes in; all interleavings of two and three threads that meet on one page are run, one shared
 * access at a time; what goes out is the invariants that some interleaving breaks, each with a shortest schedule.
 *
 *     exploreSchedules(semantics).broken.map(({ invariant, scenario }) => `${invariant}: ${scenario.name}`)
 */
export { type BrokenSchedule, type Exploration, exploreSchedules } from './explore.js';
export { INVARIANTS, type Invariant } from './invariants.js';
export { scheduleLines, threadsOf } from './table.js';
