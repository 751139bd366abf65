import type { Bug } from '../../page/index.js';
import type { RuleName } from './rules.js';

/** One call of a sequence and what it did. */
export interface SequenceStep {
  /** As C: `page_ref_add(page, 2)`. */
  readonly text: string;
  /** `_refcount` of the page. */
  readonly before: number;
  readonly after: number;
  /** Null for void. */
  readonly ret: number | null;
  readonly bugs: readonly Bug[];
}

/** A broken rule, with the shortest sequence of calls that shows it. */
export interface Violation {
  readonly rule: RuleName;
  /** The function to blame: the one with the check, the one that left the page so, or the last one called. */
  readonly function: string;
  /** Of a check. */
  readonly bug?: Bug;
  readonly steps: readonly SequenceStep[];
  /** Where the tree has the last call, as `file:line`; only for rules about such places. */
  readonly at?: readonly string[];
}

/** The same in two semantics, when both break it. */
export function violationKey({ rule, function: name }: Violation): string {
  return `${rule} ${name}`;
}
