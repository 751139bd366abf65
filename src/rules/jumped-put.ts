import {
  countOf,
  countSign,
  type Exploration,
  type History,
  IS_ZERO,
  isZeroCount,
  NEGATIVE,
  type PathEnd,
  type RefState,
  rootOf,
} from '../analysis/index.js';
import { lostPut } from './balance-candidate.js';
import { type Candidate, lastPut } from './candidate.js';

/** A version of a part of a function, and which of its lines the patch changed. */
interface Part {
  readonly exploration: Exploration;
  readonly line: (n: number) => string;
  readonly isChanged: (line: number) => boolean;
}

const UNSEEN = 'it rests on lines that the mail does not show';

/**
 * A new jump over a put, in a hunk that is looked at by itself: all ways through the place came by the put before, and the
 * jump leads to a return, out of the round of a loop, or to a label behind the put. What those ways did to the object
 * above the hunk is the same for all of them. A label out of sight may put it itself.
 */
export function jumpedPuts(pre: Part, post: Part): Candidate[] {
  if (pre.exploration.fn.complete || post.exploration.fn.complete) return [];
  const before = pre.exploration.ends.filter(({ state }) => state.touched);
  const dropped = before[0] ? droppedOn(before[0]) : [];
  const always = dropped.filter((object) => before.every((end) => droppedOn(end).some((o) => isSame(o, object))));
  return always.flatMap((object) => {
    const jump = post.exploration.ends.find((end) => isJumpOver(end, object, post));
    return jump ? [candidate(post, jump, object)] : [];
  });
}

/** What the path put, and has no reference of at its end. */
function droppedOn({ state }: PathEnd): RefState[] {
  return [...state.objects.values()].filter(
    (o) =>
      !o.escaped && !o.value.key.endsWith('[]') && countSign(o.claim) !== 1 && lastPut(state.history, o) !== undefined,
  );
}

function isSame(a: RefState, b: RefState): boolean {
  return rootOf(a.value.key) === rootOf(b.value.key);
}

/** A way by a new branch that leaves the object alone where it is not known to be missing. */
function isJumpOver(end: PathEnd, object: RefState, { exploration, line, isChanged }: Part): boolean {
  if (!end.state.touched || !isLanding(end, line, isChanged) || newBranch(end, isChanged) === undefined) return false;
  const own = [...end.state.objects.values()].find((o) => isSame(o, object));
  if (own ? !isLeft(own) : object.origin.kind !== 'borrowed') return false;
  const signs = end.state.facts.get((own ?? object).value.key)?.signs;
  if (signs !== undefined && (signs & ~(NEGATIVE | IS_ZERO)) === 0) return false;
  return !exploration.handed.some(
    ({ value, loc }) => isChanged(loc.line) && rootOf(value.key).includes(rootOf(object.value.key)),
  );
}

function isLeft({ claim, origin, escaped, absent }: RefState): boolean {
  if (escaped || absent) return false;
  return origin.kind === 'borrowed' ? isZeroCount(claim) : countSign(claim) === 1;
}

/** Where the way goes on is known not to put: a return, the next round or the end of a loop, a label that the hunk shows. */
function isLanding({ kind, loc }: PathEnd, line: Part['line'], isChanged: Part['isChanged']): boolean {
  return (
    kind === 'return' || !isChanged(loc.line) || /\b(break|continue);/.test(`${line(loc.line)} ${line(loc.line + 1)}`)
  );
}

/** The last branch of the path, where the patch added it. */
function newBranch({ state }: PathEnd, isChanged: Part['isChanged']): History | undefined {
  let h = state.history;
  while (h && h.object !== undefined) h = h.before;
  return h && isChanged(h.loc.line) ? h : undefined;
}

function candidate({ exploration, isChanged }: Part, end: PathEnd, object: RefState): Candidate {
  const own = [...end.state.objects.values()].find((o) => isSame(o, object)) ?? object;
  const claim = countOf(own.origin.kind === 'borrowed' ? -1 : 0);
  const { loc, event } = newBranch(end, isChanged)!;
  const common = {
    exploration,
    root: rootOf(own.value.key),
    object: own,
    loc,
    signs: end.signs ?? NEGATIVE,
    touched: true,
    history: end.state.history,
    end: { loc: end.loc, text: end.text },
    detail: 'jumped over',
    due: { claim, because: 'every way through this place dropped it before' },
    doubt: UNSEEN,
  };
  const found = lostPut(common, own.name, `${event} at line ${loc.line}`, claim);
  return {
    ...found,
    why: `Before, every way through this place came by a put of ${own.name}; this one jumps over it.`,
  };
}
