import type { Loc } from '../c/index.js';
import type { Exploration } from './explore.js';
import { IS_ZERO, NEGATIVE, POSITIVE, type Signs } from './facts.js';
import type { History, RefState } from './state.js';
import type { ObjectOrigin, PathTrace, Step } from './trace.js';

/** How a path ends for a witness: by a return, or at the hazard itself. */
export interface WitnessEnd {
  readonly loc: Loc;
  readonly complete: boolean;
  readonly text: string;
  readonly signs: Signs;
}

/**
 * Tells the path as seen from one object: its operations, the calls that may know it, and the last branch
 * before each of them.
 */
export function witness(
  x: Exploration,
  line: (n: number) => string,
  history: History | undefined,
  object: RefState,
  end: WitnessEnd,
): PathTrace {
  const steps = relevant(history, object).map((h) => stepOf(h, line));
  const last = end.complete
    ? [{ loc: end.loc, text: line(end.loc.line).trim(), event: `return ${end.text}`.trim() }]
    : [];
  return {
    function: x.fn.name,
    file: x.fn.file,
    object: object.name,
    origin: originOf(object, steps),
    steps: [...steps, ...last],
    returns: { text: end.text, sign: signText(end.signs) },
    complete: end.complete,
  };
}

/** An array whose first reference the path took was empty before: nobody lends it one. */
function originOf({ origin, filled, guard }: RefState, steps: readonly Step[]): ObjectOrigin {
  if (guard && origin.kind === 'borrowed') return { kind: 'found', callee: origin.path.replace(/\(\)$/, '') };
  const first = steps.find(({ operation }) => operation !== undefined && operation.kind !== 'use');
  const isOwn = filled && first?.operation?.kind === 'get';
  return isOwn ? { kind: 'found', callee: first.event.replace(/\(\)$/, '') } : origin;
}

/** Oldest first: what concerns the object, and of the branches only the last before each. */
function relevant(newest: History | undefined, object: RefState): History[] {
  const kept: History[] = [];
  let branchWanted = true;
  for (let h = newest; h; h = h.before) {
    if (h.object === object.value.key) {
      kept.push(h);
      branchWanted = true;
    } else if (h.object === undefined && branchWanted) {
      kept.push(h);
      branchWanted = false;
    }
  }
  return kept.reverse();
}

function stepOf(h: History, line: (n: number) => string): Step {
  return {
    loc: h.loc,
    text: line(h.loc.line).trim(),
    event: h.event,
    ...(h.operation ? { operation: h.operation } : {}),
    ...(h.because ? { because: h.because } : {}),
    ...(h.assumes ? { assumes: h.assumes } : {}),
  };
}

/** The class of a return value in words. */
export function signText(s: Signs): string {
  const words: string[] = [];
  if (s & NEGATIVE) words.push('negative');
  if (s & IS_ZERO) words.push('zero');
  if (s & POSITIVE) words.push('positive');
  return words.length === 3 ? 'any' : words.join(' or ');
}
