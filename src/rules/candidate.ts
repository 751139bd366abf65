import type { Count, Exploration, History, RefState, Signs } from '../analysis/index.js';
import type { Loc } from '../c/index.js';

/** A possible hazard of one version of a function: what rules find before the two versions are compared. */
export interface Candidate {
  readonly rule: string;
  /** The object without places, equal in both versions; empty for a hazard of a statement. */
  readonly root: string;
  readonly object?: RefState;
  readonly loc: Loc;
  /** What else tells two hazards of one rule and object apart: the call, the delta. No names of locals, no lines. */
  readonly detail: string;
  readonly signs: Signs;
  readonly touched: boolean;
  /** The path to here. */
  readonly history?: History | undefined;
  readonly exploration: Exploration;
  /** Where a complete path returned, and what, as source text; absent when the path is told up to `loc` only. */
  readonly end?: { readonly loc: Loc; readonly text: string };
  readonly message: string;
  readonly why: string;
  readonly suggestion?: string;
  readonly due?: { readonly claim: Count; readonly because: string };
}
