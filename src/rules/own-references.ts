import {
  countSign,
  countText,
  type Exploration,
  IS_ZERO,
  isZeroCount,
  mayBeThere,
  NEGATIVE,
  type Observation,
  observe,
  ZERO,
} from '../analysis/index.js';
import { lostPut, returning } from './balance-candidate.js';
import { atEnd, type Candidate, lastPut } from './candidate.js';

/**
 * References that the path took itself and that now go out through memory of the caller, where the same way dropped them
 * before: when the function fails, or when other ways through it drop what they have stored as well.
 */
export function handedOut(pre: Exploration, post: Exploration): Candidate[] {
  const [before, now] = [pre, post].map((x) => counted(observe(x)).filter((o) => o.object.origin.kind !== 'borrowed'));
  // Who is given a structure with an array may well release that: what a call does to elements of fields is seen in part.
  const after = now!.filter((o) => o.stored && !o.root.endsWith('[]'));
  const lost = after.filter((o) => o.touched && !o.object.escaped && countSign(o.net) === 1);
  return lost.filter((o) => isNewlyLeft(o, before!, now!, post)).map((o) => outOfHand(post, o));
}

/** Of the elements of an array only the first rounds of a loop tell which were stored and which dropped. */
function counted(all: readonly Observation[]): readonly Observation[] {
  const exact = all.filter(({ end }) => !end.state.widened);
  return exact.length > 0 ? exact : all;
}

function isNewlyLeft(
  o: Observation,
  before: readonly Observation[],
  now: readonly Observation[],
  post: Exploration,
): boolean {
  const dropped = now.filter((peer) => peer.stored && peer.root === o.root && isDropped(peer));
  const isUsual = dropped.length > 0 && dropped.every((peer) => !peer.touched);
  if (!isUsual && !isFailure(post, o.signs)) return false;
  const alike = (b: Observation) => b.root === o.root && (b.signs & o.signs) !== 0;
  const isLeft = (b: Observation) => countText(b.net) === countText(o.net);
  const same = before.filter((b) => alike(b) && b.touched);
  if (same.length > 0)
    return !same.every(isLeft) && !(same.some(isLeft) && !now.filter((b) => alike(b) && b.touched).every(isLeft));
  const elsewhere = before.filter(alike);
  return elsewhere.some(isDropped) && !elsewhere.some(isLeft);
}

function outOfHand(post: Exploration, o: Observation): Candidate {
  const common = { ...atEnd(post, o), detail: `handed out ${countText(o.net)}` };
  return lostPut(common, o.object.name, returning(post, o.end), ZERO);
}

/** What a callee stored without a reference was not dropped: a ring keeps its page where it was. */
function isDropped({ net, end, object }: Observation): boolean {
  return isZeroCount(net) && lastPut(end.state.history, object) !== undefined;
}

/** An error, or NULL from a function that returns a pointer; a number above zero is an answer. */
export function isFailure(x: Exploration, signs: number): boolean {
  if (x.fn.returnType.includes('*')) return (signs & ~(NEGATIVE | IS_ZERO)) === 0;
  return (signs & IS_ZERO) === 0 && (signs & NEGATIVE) !== 0;
}

/**
 * A leak that some ways through the change had before, and that all of them have now: what kept the others from it is
 * gone.
 */
export function isOnEveryWay(c: Candidate, pre: Exploration): boolean {
  const alike = (o: Observation) => o.touched && o.root === c.root && (o.signs & c.signs) !== 0;
  const isRight = (o: Observation) => mayBeThere(o.end.state, o.object) && (o.kept || countSign(o.net) !== 1);
  return (
    observe(pre).some((o) => alike(o) && isRight(o)) && !observe(c.exploration).some((o) => alike(o) && isRight(o))
  );
}
