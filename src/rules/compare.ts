import {
  ANY,
  addCounts,
  type Count,
  countSign,
  countText,
  type Exploration,
  IS_ZERO,
  isZeroCount,
  mayBeThere,
  NEGATIVE,
  type Observation,
  observe,
  type PathEnd,
  POSITIVE,
  rootOf,
  ZERO,
} from '../analysis/index.js';
import type { Candidate } from './candidate.js';
import { atEnd, lastDrop, lastPut } from './path-rules.js';

/** What one path leaves of one root, the paths included that never meet it. */
interface Balance {
  readonly root: string;
  readonly net: Count;
  /** The same with what was stored or returned still counted. */
  readonly gross: Count;
  readonly end: PathEnd;
  readonly signs: number;
  readonly touched: boolean;
  readonly observation?: Observation;
}

/**
 * Hazards that only the comparison shows: on objects that belong to the caller or to a structure, where one version
 * alone cannot tell what is owed. A path through the change must leave what a path through the same place left before;
 * where it does not, the other paths of the function decide whether the old or the new way is the odd one.
 */
export function balanceHazards(pre: Exploration | undefined, post: Exploration): Candidate[] {
  if (!pre) return [];
  const roots = withoutRenamed(borrowedRoots(pre, post), pre, post);
  return [...[...roots].flatMap((root) => rootHazards(root, pre, post)), ...handedOut(pre, post)];
}

/**
 * References that the path took itself and that now go out through memory of the caller, where the same way dropped them
 * before: when the function fails, or when other ways through it drop what they have stored as well.
 */
function handedOut(pre: Exploration, post: Exploration): Candidate[] {
  const ours = (o: Observation) => o.object.origin.kind !== 'borrowed';
  const before = observe(pre).filter((o) => o.touched && ours(o));
  const now = observe(post).filter(ours);
  const after = now.filter((o) => o.stored);
  const lost = after.filter((o) => o.touched && !o.object.escaped && countSign(o.net) === 1);
  return lost.flatMap((o) => {
    const dropped = after.filter((peer) => peer.root === o.root && isZeroCount(peer.net));
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

/** An error, or NULL from a function that returns a pointer. */
function isFailure(x: Exploration, signs: number): boolean {
  const failing = x.fn.returnType.includes('*') ? NEGATIVE | IS_ZERO : NEGATIVE | POSITIVE;
  return (signs & ~failing) === 0;
}

function returning(x: Exploration, end: PathEnd): string {
  return `${x.fn.name}() returns${end.text ? ` ${end.text}` : ''}`;
}

function borrowedRoots(pre: Exploration, post: Exploration): Set<string> {
  const all = [...observe(pre), ...observe(post)];
  const ours = new Set(all.filter((o) => o.object.origin.kind !== 'borrowed').map((o) => o.root));
  return new Set(all.map((o) => o.root).filter((root) => !ours.has(root)));
}

/** A root that only the old version has and one that only the new one has, with equal balances, are one renamed object. */
function withoutRenamed(roots: Set<string>, pre: Exploration, post: Exploration): Set<string> {
  const shape = (root: string, x: Exploration) => {
    const seen = balances(root, x).filter((b) => b.observation && !isZeroCount(b.net));
    return [...new Set(seen.map((b) => `${countText(b.net)} ${b.signs}`))].sort().join();
  };
  const inPre = new Set(observe(pre).map((o) => o.root));
  const inPost = new Set(observe(post).map((o) => o.root));
  const gone = [...roots].filter((r) => inPre.has(r) && !inPost.has(r));
  const came = [...roots].filter((r) => inPost.has(r) && !inPre.has(r));
  for (const old of gone) {
    const twin = came.find((r) => roots.has(r) && shape(r, post) !== '' && shape(r, post) === shape(old, pre));
    if (!twin) continue;
    roots.delete(old);
    roots.delete(twin);
  }
  return roots;
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

function rootHazards(root: string, pre: Exploration, post: Exploration): Candidate[] {
  const before = balances(root, pre);
  const isGone = !post.ends.some((end) => meets(end, root));
  const after = balances(root, post, isGone);
  const found = after.filter((b) => b.touched && isNew(b, before, after)).map((b) => candidate(post, b, before));
  return found.filter((c) => c !== undefined);
}

/**
 * One balance for each return; a path on which the root is known not to exist says nothing.
 * @param everywhere the call that gave the root is made no more: every path stands for one without it
 */
function balances(root: string, x: Exploration, everywhere = false): Balance[] {
  const byEnd = new Map<PathEnd, Observation[]>();
  for (const o of observe(x)) if (o.root === root) byEnd.set(o.end, [...(byEnd.get(o.end) ?? []), o]);
  const all: Balance[] = [];
  for (const end of x.ends) {
    if (end.kind !== 'return') continue;
    const seen = byEnd.get(end) ?? [];
    if (seen.length === 0 && !everywhere && !meets(end, root)) continue;
    if (seen.some((o) => !mayBeThere(end.state, o.object)) || isAbsent(end, root)) continue;
    const net = seen.reduce((sum, o) => addCounts(sum, owed(o)), ZERO);
    const gross = seen.reduce((sum, o) => addCounts(sum, o.net), ZERO);
    const first = seen[0];
    all.push({
      root,
      net,
      gross,
      end,
      signs: end.signs ?? ANY,
      touched: end.state.touched,
      ...(first ? { observation: first } : {}),
    });
  }
  return all;
}

/** The path found the pointer to be NULL or an error before it did anything with it. */
function isAbsent(end: PathEnd, root: string): boolean {
  for (const [key, fact] of end.state.facts) {
    if ((fact.signs & POSITIVE) === 0 && rootOf(key) === root) return true;
  }
  return false;
}

/** A reference that went out by return or into memory is not owed any more. */
function owed(o: Observation): Count {
  return o.kept && countSign(o.net) === 1 ? ZERO : o.net;
}

/** True when the root exists on the path: parameters and memory always do, results of calls where the call ran. */
function meets(end: PathEnd, root: string): boolean {
  if (/^\w+\(.+\)$/.test(root)) return end.state.met.has(root);
  const call = /^.*?\(\)/.exec(root)?.[0];
  return call === undefined || end.state.met.has(call);
}

function isNew(b: Balance, before: readonly Balance[], after: readonly Balance[]): boolean {
  const alike = (o: Balance) => (o.signs & b.signs) !== 0;
  const equal = (o: Balance) => countText(o.net) === countText(b.net);
  const samePlace = before.filter((o) => o.touched && alike(o));
  if (isLostEverywhere(b, samePlace, after.filter((o) => o.touched && alike(o)))) return true;
  if (samePlace.some((o) => equal(o) || countText(o.gross) === countText(b.net))) return false;
  const peers = after.filter((o) => !o.touched && alike(o));
  if (peers.some(equal) && !isLostPut(b, samePlace) && !isExtraPut(b, samePlace)) return false;
  return samePlace.length > 0 || before.some((o) => alike(o) && !equal(o));
}

/** Some way through the change dropped more than any way does now: what comes behind the change is not reached any more. */
function isLostEverywhere(b: Balance, before: readonly Balance[], after: readonly Balance[]): boolean {
  const least = (all: readonly Balance[]) => Math.min(...all.map((o) => (isPlain(o.net) ? o.net.constant : -Infinity)));
  return before.length > 0 && isPlain(b.net) && b.net.constant === least(after) && least(after) > least(before);
}

function isPlain(net: Count): boolean {
  return Object.keys(net.terms).length === 0;
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
function isExtraPut(b: Balance, before: readonly Balance[]): boolean {
  return before.length > 0 && before.every((o) => countSign(addCounts(b.net, o.net, -1)) === -1) && hasEvidence(b);
}

function candidate(x: Exploration, b: Balance, before: readonly Balance[]): Candidate | undefined {
  const peers = before.filter((o) => (o.signs & b.signs) !== 0);
  const differs = (o: Balance) => countText(o.net) !== countText(b.net);
  const old = peers.find((o) => o.touched && differs(o)) ?? peers.find((o) => o.touched) ?? peers[0];
  if (!old) return undefined;
  const change = addCounts(b.net, old.net, -1);
  const sign = countSign(change);
  const subject = b.observation ?? old.observation;
  if (!subject) return undefined;
  const common = {
    exploration: x,
    root: b.root,
    object: subject.object,
    loc: b.end.loc,
    signs: b.signs,
    touched: true,
    history: b.end.state.history,
    end: b.end,
    detail: `${countText(old.net)} -> ${countText(b.net)}`,
    due: { claim: old.net, because: `${x.fn.name}() left ${countText(old.net)} here before the change` },
  };
  const name = subject.object.name;
  const ending = returning(x, b.end);
  if (isMiscount(b.net, old.net))
    return {
      ...common,
      rule: 'put-count',
      message: miscount(name, ending, b.net, old.net),
      why: 'The number of references dropped is not the number held.',
    };
  if (sign === 1) return lostPut(common, name, ending, old.net, removedPut(old));
  if (sign === -1 && hasEvidence(b)) return extraPut(common, x, name, b);
  return undefined;
}

/** A plain number now stands where a number of pages did; the other way round is how such a defect is mended. */
function isMiscount(net: Count, old: Count): boolean {
  const shrunk = Object.keys(net.terms).length === 0 && Object.keys(old.terms).length > 0;
  return shrunk && countSign(net) === countSign(old) && !isZeroCount(net);
}

function miscount(name: string, returning: string, net: Count, old: Count): string {
  return `${name}: the count changes by ${countText(net)} and no longer by ${countText(old)} when ${returning}`;
}

function lostPut(
  common: Omit<Candidate, 'rule' | 'message' | 'why'>,
  name: string,
  returning: string,
  old: Count,
  put?: string,
): Candidate {
  const dropped = countSign(old) === -1;
  return {
    ...common,
    rule: 'refcount-leak',
    message: `${name} is ${dropped ? 'no longer dropped' : 'still held'} when ${returning}`,
    why: dropped
      ? `The same path dropped a reference of it before${put ? `, by ${put}` : ''}; nothing on it does now.`
      : 'A reference taken on this path is not dropped before the return.',
  };
}

/** The last put of the path as it was: `folio_put() at line 166 of the old file`. */
function removedPut(old: Balance): string | undefined {
  const put = lastPut(old.end.state.history, old.observation?.object);
  return put && `${put.event} at line ${put.loc.line} of the other version`;
}

function extraPut(
  common: Omit<Candidate, 'rule' | 'message' | 'why'>,
  x: Exploration,
  name: string,
  b: Balance,
): Candidate {
  const put = lastPut(b.end.state.history, common.object);
  return {
    ...common,
    loc: put?.loc ?? common.loc,
    rule: 'over-put',
    message: `${put?.event ?? 'this path'} drops a reference of ${name} that ${x.fn.name}() does not own`,
    why: common.object ? lastDrop(put?.before, common.object) : '',
  };
}

/**
 * A single put of a borrowed object may be the fix of a leak; a second one, or one that follows a callee's, is not. Two
 * puts by one line are rounds of a loop, and those of an array are of its elements.
 */
function hasEvidence(b: Balance): boolean {
  const lines = new Set<number>();
  for (let h = b.end.state.history; h; h = h.before) {
    if (h.object === b.observation?.object.value.key && h.operation?.kind === 'put') lines.add(h.loc.line);
  }
  return lines.size >= 2 && !b.observation?.object.value.key.endsWith('[]');
}
