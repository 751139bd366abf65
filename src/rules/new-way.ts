import { countSign, type Exploration, type History, mayBeThere, type Observation, observe } from '../analysis/index.js';
import type { Candidate } from './candidate.js';

/** A version of a function, and which of its lines the patch changed. */
interface Seen {
  readonly exploration: Exploration;
  readonly line: (n: number) => string;
  readonly isChanged: (line: number) => boolean;
}

/**
 * The new branch that leads to a leak which others lead to as well: all ways that take it leave the object, some that pass
 * it by drop it, and what was left before is left without it. A function that keeps a folio on purpose in one case does
 * not mean to keep it in another.
 * @returns the text of the branch; undefined where the leak is no other than those before
 */
export function newWayTo(c: Candidate, { exploration, line, isChanged }: Seen, pre: Seen): string | undefined {
  if (c.rule !== 'refcount-leak' || c.due || !c.object || c.root.endsWith('[]')) return undefined;
  const all = observe(exploration).filter((o) => o.root === c.root && mayBeThere(o.end.state, o.object));
  const ways = all.map((o) => ({ isLeft: isLeft(o), taken: decisionsBehind(o.object.value.key, o.end.state.history) }));
  for (const [at, event] of decisionsBehind(c.object.value.key, c.history)) {
    if (!isChanged(at) || isRewritten(event, pre)) continue;
    const same = ways.filter(({ taken }) => taken.get(at) === event);
    const others = ways.filter(({ taken }) => taken.get(at) !== event);
    const isOnly = same.every((way) => way.isLeft) && others.some((way) => way.isLeft);
    if (isOnly && others.some((way) => !way.isLeft && way.taken.has(at))) return line(at).trim();
  }
  return undefined;
}

/** The patch took a branch away that asks the same: what stands there now is another spelling of it. */
function isRewritten(event: string, { exploration, isChanged }: Seen): boolean {
  const isSame = (h: History) => h.object === undefined && h.event === event && isChanged(h.loc.line);
  return exploration.ends.some(({ state }) => {
    for (let h = state.history; h; h = h.before) if (isSame(h)) return true;
    return false;
  });
}

function isLeft({ net, kept }: Observation): boolean {
  return countSign(net) === 1 && !kept;
}

/** The branches of a path behind the point where it took an object, each by its line, with the way that it went first. */
function decisionsBehind(object: string, newest: History | undefined): ReadonlyMap<number, string> {
  const decisions = new Map<number, string>();
  for (let h = newest; h; h = h.before) {
    if (h.object === undefined) decisions.set(h.loc.line, h.event);
    if (h.object === object && (h.operation?.kind === 'get' || h.operation?.kind === 'allocate')) return decisions;
  }
  return decisions;
}
