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
  POSITIVE,
  ZERO,
} from '../analysis/index.js';
import { lostPut, returning } from './balance-candidate.js';
import { atEnd, type Candidate, lastPut } from './candidate.js';

/**
 * References that the path took itself and that now go out through memory of the caller, where the same way dropped them
 * before: when the function fails, or when other ways through it drop what they have stored as well.
 */
export function handedOut(pre: Exploration, post: Exploration): Candidate[] {
  const ours = (o: Observation) => o.object.origin.kind !== 'borrowed';
  const before = observe(pre).filter((o) => o.touched && ours(o));
  const now = observe(post).filter(ours);
  const after = now.filter((o) => o.stored);
  const lost = after.filter((o) => o.touched && !o.object.escaped && countSign(o.net) === 1);
  return lost.flatMap((o) => {
    const dropped = after.filter((peer) => peer.root === o.root && isDropped(peer));
    const isUsual = dropped.length > 0 && dropped.every((peer) => !peer.touched);
    if (!isUsual && !isFailure(post, o.signs)) return [];
    const alike = (b: Observation) => b.touched && b.root === o.root && (b.signs & o.signs) !== 0;
    const same = before.filter(alike);
    const isLeft = (b: Observation) => countText(b.net) === countText(o.net);
    if (same.every(isLeft) || (same.some(isLeft) && !now.filter(alike).every(isLeft))) return [];
    return [
      lostPut(
        { ...atEnd(post, o), detail: `handed out ${countText(o.net)}` },
        o.object.name,
        returning(post, o.end),
        ZERO,
      ),
    ];
  });
}

/** What a callee stored without a reference was not dropped: a ring keeps its page where it was. */
function isDropped({ net, end, object }: Observation): boolean {
  return isZeroCount(net) && lastPut(end.state.history, object) !== undefined;
}

/** An error, or NULL from a function that returns a pointer. */
export function isFailure(x: Exploration, signs: number): boolean {
  const failing = x.fn.returnType.includes('*') ? NEGATIVE | IS_ZERO : NEGATIVE | POSITIVE;
  return (signs & ~failing) === 0;
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
