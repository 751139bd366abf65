import {
  addCounts,
  countSign,
  countText,
  type Exploration,
  IS_ZERO,
  isZeroCount,
  type PathEnd,
} from '../analysis/index.js';
import { type Balance, balances, balancesOfEach, borrowedRoots, withoutRenamed } from './balance.js';
import { candidate, hasEvidence } from './balance-candidate.js';
import type { Candidate } from './candidate.js';
import { flaggedDrops } from './flagged-drop.js';
import { handedOut } from './own-references.js';

/**
 * Hazards that only the comparison shows: on objects that belong to the caller or to a structure, where one version
 * alone cannot tell what is owed. A path through the change must leave what a path through the same place left before;
 * where it does not, the other paths of the function decide whether the old or the new way is the odd one.
 */
export function balanceHazards(pre: Exploration | undefined, post: Exploration): Candidate[] {
  if (!pre) return [];
  const roots = withoutRenamed(borrowedRoots(pre, post), pre, post);
  const found = [...roots].flatMap((root) => [...rootHazards(root, pre, post), ...flaggedDrops(root, pre, post)]);
  return [...found, ...handedOut(pre, post)];
}

/** Rounds of a loop may each drop an object of the same root: where their sums agree, one may still be dropped twice. */
function rootHazards(root: string, pre: Exploration, post: Exploration): Candidate[] {
  const inSum = hazardsAmong(balances(root, pre), balances(root, post), post);
  if (inSum.length > 0) return inSum;
  const inEach = hazardsAmong(balancesOfEach(root, pre), balancesOfEach(root, post), post);
  return inEach.filter((c) => c.rule === 'over-put');
}

function hazardsAmong(before: readonly Balance[], after: readonly Balance[], post: Exploration): Candidate[] {
  const found = after
    .filter((b) => b.touched && isNew(b, before, after, post.line) && !isGuard(b, before, post))
    .map((b) => candidate(post, b, before));
  return found.filter((c) => c !== undefined);
}

function isNew(
  b: Balance,
  before: readonly Balance[],
  after: readonly Balance[],
  line: (n: number) => string,
): boolean {
  const alike = (o: Balance) => (o.signs & b.signs) !== 0;
  const equal = (o: Balance) => countText(o.net) === countText(b.net);
  const samePlace = before.filter((o) => o.touched && alike(o));
  const samePlaceNow = after.filter((o) => o.touched && alike(o));
  if (isLeftEverywhere(b, samePlace, samePlaceNow)) return true;
  if (samePlace.some(equal) || isHandedOut(b, samePlace, samePlaceNow)) return false;
  const peers = after.filter((o) => !o.touched && alike(o));
  if (peers.some(equal) && !isLostPut(b, samePlace) && !isExtraPut(b, samePlace, line)) return false;
  return samePlace.length > 0 || before.some((o) => alike(o) && !equal(o));
}

/**
 * What `b` still owes went out by return or into memory before: which stores do so is not always seen. Unless paths still
 * hand it out, and others dropped it.
 */
function isHandedOut(b: Balance, before: readonly Balance[], after: readonly Balance[]): boolean {
  const handsOut = (o: Balance) => countText(o.gross) === countText(b.net) && countText(o.net) !== countText(b.net);
  const isDropped = (o: Balance) => o.observation !== undefined && isZeroCount(o.gross);
  return before.some(handsOut) && !(after.some(handsOut) && before.some(isDropped));
}

/**
 * A new test that refuses to work on a missing argument, before anything is done, says that the call is wrong. What becomes
 * of the caller's other arguments then is no rule that the function had.
 */
function isGuard({ end, root }: Balance, before: readonly Balance[], { fn }: Exploration): boolean {
  if (end.state.sites.size > 0) return false;
  const isMissing = (param: string, { state }: PathEnd) => state.facts.get(param)?.signs === IS_ZERO;
  return fn.params
    .filter(({ name, type }) => name !== root && type.includes('*') && isMissing(name, end))
    .some(({ name }) => !before.some((o) => o.touched && isMissing(name, o.end)));
}

/**
 * An array that was filled is left with its references by every way through the change, and some way dropped them before:
 * that others seemed not to is a loop run zero times.
 */
function isLeftEverywhere(b: Balance, before: readonly Balance[], after: readonly Balance[]): boolean {
  const isLeft = (o: Balance) => countSign(o.net) === 1;
  const isFilled = (o: Balance) => o.observation?.object.filled === true;
  if (!b.root.endsWith('[]') || !isLeft(b)) return false;
  return after.filter(isFilled).every(isLeft) && before.some((o) => isFilled(o) && !isLeft(o));
}

/**
 * Every path through the change dropped a reference and this one does not: a loop run zero times is no example for that.
 * Nor are other rounds of a loop for what is left of an array.
 */
function isLostPut(b: Balance, before: readonly Balance[]): boolean {
  if (b.root.endsWith('[]') && countSign(b.net) === 1) return before.length > 0;
  return before.length > 0 && before.every((o) => countSign(addCounts(b.net, o.net, -1)) === 1);
}

/** Every path through the change dropped fewer references than this one, which drops them at two places. */
function isExtraPut(b: Balance, before: readonly Balance[], line: (n: number) => string): boolean {
  return (
    before.length > 0 && before.every((o) => countSign(addCounts(b.net, o.net, -1)) === -1) && hasEvidence(b, line)
  );
}
