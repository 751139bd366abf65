import type { PatchReport } from '../report/index.js';
import { EXHAUSTED } from '../rules/index.js';
import { type Diagnostic, printable, type Share, share } from '../text/index.js';

/** What following paths may take: about a million a second. Kernel patches take 50,000, the largest functions a million. */
const A_SECOND = 1_000_000;

/** Seconds for a patch, or for a file that is scanned. */
const DEFAULT_SECONDS = 30;

/** A run may take so many times what a patch may. */
const PATCHES = 1000;

/** The work of a run, from which each patch gets its own. */
export interface Work {
  /** The share of the next patch; what it takes is taken from the run too. */
  readonly ofPatch: () => Share;
}

/** @param seconds for a patch: counted, so that a slow machine finds the same in more time */
export function workOf(seconds = DEFAULT_SECONDS): Work {
  const run = share(seconds * A_SECOND * PATCHES);
  return {
    ofPatch: () => {
      const own = share(Math.min(seconds * A_SECOND, run.left()));
      return { left: own.left, take: (amount) => own.take(amount) && run.take(amount) };
    },
  };
}

/** One line for a patch, or a file, whose functions were not all looked at. */
export function exhaustedText({ skipped }: Pick<PatchReport, 'skipped'>, input: string, what: string): Diagnostic[] {
  const lost = skipped.filter(({ reason }) => reason === EXHAUSTED);
  if (lost.length === 0) return [];
  const functions = lost.length === 1 ? `${lost[0]!.function}() was` : `${lost.length} functions were`;
  const message = `${functions} not analysed, others took the work for one patch (--timeout): ${what}`;
  return [{ level: 'warning', input, message: printable(message) }];
}
