import type { Count, PathTrace } from '../analysis/index.js';

export type Severity = 'error' | 'warning' | 'note';
export type Origin = 'introduced' | 'preexisting' | 'transient' | 'resolved';

/** A hazard at a place, on one concrete path. */
export interface Finding {
  /** Eight hex digits: rule + function + statement, no line numbers; stable over rebase and v2. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly origin: Origin;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function: string;
  readonly object: string;
  readonly message: string;
  /** Why this is wrong, in one or two sentences: names the callee and its condition where one is to blame. */
  readonly why: string;
  /** Absent for findings that are about one statement and need no path (`direct-refcount-access`, …). */
  readonly trace?: PathTrace;
  /** What the path may keep at its end, for the replay. */
  readonly due?: { readonly claim: Count; readonly because: string };
  readonly suggestion?: string;
  /** For a change that goes wrong in a caller: the rule that the caller's path breaks, which is what a replay can show. */
  readonly hazard?: string;
  /** Resolved, and the whole function is gone with it, which may stand elsewhere now. */
  readonly isRemoved?: boolean;
  /** Why a run that shows the hazard is not enough to confirm it: there is no older version to compare with. */
  readonly doubt?: string;
  /** When the versions are compared: the same path before the patch. */
  readonly base?: BasePath;
}

/** The path before the patch that corresponds to the path of a finding, or why there is none. */
export type BasePath =
  | {
      readonly kind: 'path';
      readonly trace: PathTrace;
      /** The steps that both have, `[index in the finding's trace, index in this one]`, in order. */
      readonly pairs: readonly (readonly [number, number])[];
    }
  | { readonly kind: 'none'; readonly because: string };
