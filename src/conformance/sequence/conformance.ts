import type { Bug, Semantics } from '../../page/index.js';
import { searchBorders } from './borders.js';
import { deadChecks } from './dead-checks.js';
import { type Revival, searchRevivals } from './revival.js';
import { searchSequences } from './search.js';
import { type Violation, violationKey } from './violation.js';

/** A check that stands in a source, and the macro that it is made with. */
export interface Check extends Bug {
  readonly macro: string;
}

/** A semantics, and the checks that stand in its source. */
export interface Primitives {
  readonly semantics: Semantics;
  /** All BUG and WARN conditions of the primitives, whether they ever fire or not. */
  readonly checks: readonly Check[];
  /** Where the tree brings pages back from 0 by an increment. */
  readonly revivals?: readonly Revival[];
}

/** Every rule of the contract that these primitives break, each with a shortest sequence of calls. */
export function violations({ semantics, checks, revivals = [] }: Primitives): readonly Violation[] {
  const all = [
    ...searchSequences(semantics),
    ...searchRevivals(semantics, revivals),
    ...searchBorders(semantics),
    ...deadChecks(semantics, checks),
  ];
  const first = new Map<string, Violation>();
  for (const violation of all) if (!first.has(violationKey(violation))) first.set(violationKey(violation), violation);
  return [...first.values()];
}

/** What holds before and is broken after, from the violations of both. */
export function conformance(before: readonly Violation[], after: readonly Violation[]): readonly Violation[] {
  const known = new Set(before.map(violationKey));
  return after.filter((violation) => !known.has(violationKey(violation)));
}
