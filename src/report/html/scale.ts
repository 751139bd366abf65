/** Where counts stand on the y axis of a chart, as a part of its height: 0 is the bottom, 1 the top. */
export interface Scale {
  readonly at: (count: number) => number;
  /** From the bottom up, as the field has them. */
  readonly ticks: readonly number[];
  /** False where steps between neighbouring counts are drawn alike, however far they are apart. */
  readonly isLinear: boolean;
}

/** Up to here a difference of one is seen on a linear axis. */
const MOST_LINEAR = 12;
/** More counts than these would stand too close as ticks. */
const MOST_TICKS = 8;

/**
 * A scale for these counts, that always shows 0. Where they are far apart (513, or the bit of a frozen page, beside 1),
 * neighbours are drawn at equal distances: it is the step of one that matters.
 */
export function scaleOf(counts: readonly number[]): Scale {
  const knots = [...new Set([0, ...counts.map(unsigned)])].sort((a, b) => a - b);
  const [low, top] = [knots[0]!, Math.max(knots.at(-1)!, 1)];
  const span = top - low;
  const at = (count: number) => (unsigned(count) - low) / span;
  if (span <= MOST_LINEAR) return { at, ticks: every(low, top, span > 6 ? 2 : 1), isLinear: true };
  if (knots.length > MOST_TICKS) return { at, ticks: every(low, top, Math.ceil(span / 6)), isLinear: true };
  const ticks = knots.map((knot) => knot | 0);
  return { at: (count) => betweenKnots(knots, unsigned(count)), ticks, isLinear: false };
}

/** The sign bit of the field is a flag and no sign: what has it stands above all that has not. */
function unsigned(count: number): number {
  return count < -1024 ? count + 2 ** 32 : count;
}

function every(low: number, top: number, by: number): number[] {
  return Array.from({ length: Math.floor((top - low) / by) + 1 }, (_, i) => low + i * by);
}

function betweenKnots(knots: readonly number[], count: number): number {
  const above = knots.findIndex((knot) => knot >= count);
  if (above < 0) return 1;
  if (above === 0) return 0;
  const [from, to] = [knots[above - 1]!, knots[above]!];
  return (above - 1 + (count - from) / (to - from)) / (knots.length - 1);
}
