import type { Damage, Hunk } from '../input/index.js';
import { type Placement, placeHunks } from './apply.js';
import type { Lines } from './lines.js';
import type { Tolerance } from './locate.js';
import { withoutSecond } from './same.js';

/** White space that a mailer took from a copy. */
export type Lost = 'tabs' | 'trailing blanks';

/** Hunks in their places, with what the copy lost on its way. */
export interface Placed extends Placement {
  readonly lost?: Lost;
}

/**
 * Places hunks, as they are, else with the white space that mailers are known to lose: blanks at the ends of lines, or all
 * tabs of a patch, which then has none. What of a function stands in the file already is not brought in a second time.
 */
export function placeInSpite(inTree: Lines, hunks: readonly Hunk[], damage: Damage): Placed {
  const exact = placeHunks(inTree, hunks, damage);
  let best: Placed = exact;
  for (const [tolerance, lost] of damage.whitespace ? [] : tolerancesFor(hunks)) {
    if (best.rejects.length === 0) break;
    const placed = placeHunks(inTree, hunks, damage, tolerance);
    if (placed.rejects.length < best.rejects.length) best = { ...placed, lost };
  }
  return withoutSecond(inTree, best);
}

function tolerancesFor(hunks: readonly Hunk[]): (readonly [Tolerance, Lost])[] {
  const hasTab = hunks.some(({ lines }) => lines.some(({ text }) => text.includes('\t')));
  return [['trailing', 'trailing blanks'], ...(hasTab ? [] : [['blanks', 'tabs'] as const])];
}
