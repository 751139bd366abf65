import type { Place } from '../text/index.js';

/** One thing that is wrong in an ownership file, with what was expected there. */
export interface OwnershipProblem {
  readonly place: Place;
  readonly message: string;
}

/** Ownership files that cannot be used. The message has one line for each problem: `FILE:LINE: what is wrong`. */
export class OwnershipError extends Error {
  readonly problems: readonly OwnershipProblem[];

  constructor(problems: readonly OwnershipProblem[]) {
    super(problems.map(({ place, message }) => `${placeText(place)}: ${message}`).join('\n'));
    this.name = 'OwnershipError';
    this.problems = problems;
  }
}

function placeText({ file, line, column }: Place): string {
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}
