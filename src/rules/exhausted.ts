import { type Exploration, explore, type Knowledge } from '../analysis/index.js';
import type { FunctionIR } from '../c/index.js';
import type { Share } from '../text/index.js';

/** A function that nothing was left for: the others of the patch took all the work that there is for one. */
export class ExhaustedError extends Error {
  constructor() {
    super(EXHAUSTED);
  }
}

/** The reason that is told of it. */
export const EXHAUSTED = 'the work for one patch was used up before (--timeout)';

/**
 * Explores a function with what is left of the work.
 * @throws ExhaustedError when nothing is
 */
export function exploreWithin(
  work: Share | undefined,
  fn: FunctionIR,
  knowledge: Knowledge,
  line: (n: number) => string,
): Exploration {
  if (!work) return explore(fn, knowledge, line);
  if (work.left() === 0) throw new ExhaustedError();
  const exploration = explore(fn, knowledge, line, work.left());
  work.take(Math.min(exploration.work, work.left()));
  return exploration;
}
