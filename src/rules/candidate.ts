import {
  ANY,
  type Count,
  type Exploration,
  type History,
  type Observation,
  type RefEvent,
  type RefState,
  rootOf,
  type Signs,
} from '../analysis/index.js';
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
  /** Why a run that shows it is not enough. */
  readonly doubt?: string;
  /** The new branch that leads there, where others led there before. */
  readonly way?: string;
  readonly due?: { readonly claim: Count; readonly because: string };
}

/** The parts of a candidate that come from where a path ended. */
export function atEnd(x: Exploration, o: Observation) {
  return {
    exploration: x,
    root: o.root,
    object: o.object,
    loc: o.end.loc,
    signs: o.signs,
    touched: o.touched,
    history: o.end.state.history,
    end: o.end,
  };
}

/** The parts of a candidate that come from something that happened on a path. */
export function atEvent(x: Exploration, e: RefEvent) {
  return {
    exploration: x,
    root: rootOf(e.object.value.key),
    object: e.object,
    loc: e.loc,
    signs: ANY,
    touched: e.touched,
    history: e.history,
  };
}

/** The last put of an object on a path. */
export function lastPut(history: History | undefined, object: RefState | undefined): History | undefined {
  let h = history;
  while (h && !(h.object === object?.value.key && h.operation?.kind === 'put')) h = h.before;
  return h;
}
