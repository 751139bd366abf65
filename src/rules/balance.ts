import {
  ANY,
  addCounts,
  type Count,
  countOf,
  countSign,
  countText,
  type Exploration,
  isZeroCount,
  mayBeThere,
  type Observation,
  observe,
  type PathEnd,
  POSITIVE,
  rootOf,
  ZERO,
} from '../analysis/index.js';

/** What one path leaves of one root, the paths included that never meet it. */
export interface Balance {
  readonly root: string;
  readonly net: Count;
  /** The same with what was stored or returned still counted. */
  readonly gross: Count;
  readonly end: PathEnd;
  readonly signs: number;
  readonly touched: boolean;
  readonly observation?: Observation;
}

/** One balance for each return; a path on which the root is known not to exist says nothing. */
export function balances(root: string, x: Exploration): Balance[] {
  const byEnd = new Map<PathEnd, Observation[]>();
  for (const o of observe(x)) if (o.root === root) byEnd.set(o.end, [...(byEnd.get(o.end) ?? []), o]);
  const all: Balance[] = [];
  for (const end of x.ends) {
    if (end.kind !== 'return') continue;
    const seen = byEnd.get(end) ?? [];
    if (seen.length === 0 && !meets(end, root)) continue;
    if (seen.some((o) => !mayBeThere(end.state, o.object)) || isAbsent(end, root)) continue;
    const net = total(root, seen.map(owed));
    const gross = total(
      root,
      seen.map((o) => o.net),
    );
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

/** One balance for each object of the root that a path met. */
export function balancesOfEach(root: string, x: Exploration): Balance[] {
  const seen = observe(x).filter((o) => o.root === root && mayBeThere(o.end.state, o.object));
  return seen.map((o) => {
    const { end, signs, touched } = o;
    return { root, net: owed(o), gross: o.net, end, signs, touched, observation: o };
  });
}

/** Arrays that rounds of a loop allocated are as one: held or not. */
function total(root: string, counts: readonly Count[]): Count {
  const sum = counts.reduce((all, count) => addCounts(all, count), ZERO);
  return root.endsWith('[]') && countSign(sum) === 1 ? countOf(1) : sum;
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

/** Roots of objects that neither version made or took by itself: parameters, fields, what lookups without a reference give. */
export function borrowedRoots(pre: Exploration, post: Exploration): Set<string> {
  const all = [...observe(pre), ...observe(post)];
  const ours = new Set(all.filter((o) => o.object.origin.kind !== 'borrowed').map((o) => o.root));
  return new Set(all.map((o) => o.root).filter((root) => !ours.has(root)));
}

/** A root that only the old version has and one that only the new one has, with equal balances, are one renamed object. */
export function withoutRenamed(roots: Set<string>, pre: Exploration, post: Exploration): Set<string> {
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
