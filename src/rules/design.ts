import { countSign, type Exploration, observe, rootOf } from '../analysis/index.js';
import type { Candidate } from './candidate.js';

/** The new version of a function, and which of its lines the patch added. */
interface Changed {
  readonly exploration: Exploration;
  readonly isChanged: (line: number) => boolean;
}

/**
 * A reference of the caller's, or of a structure, that the function dropped before and that no path of it drops now: the
 * author moved that, or no longer takes it elsewhere. A put that now hangs on something new does so on purpose, too. Only
 * where the new version is at odds with itself, or nothing but the put went, is there a question.
 */
export function isByDesign(c: Candidate, pre: Exploration, post: Changed): boolean {
  if (c.rule !== 'refcount-leak' || !c.due) return false;
  if (countSign(c.due.claim) !== -1) return isTakenForOthers(c, pre, post);
  const isDropped = observe(post.exploration).some((o) => o.root === c.root && countSign(o.net) === -1);
  if (!isDropped) return !isRemovalAlone(post);
  return !post.isChanged(c.loc.line) && putsOf(c.root, post.exploration) >= putsOf(c.root, pre);
}

/** A new reference of an object of the caller's that no way through either version takes and drops: it is for somebody else. */
function isTakenForOthers(c: Candidate, pre: Exploration, { exploration }: Changed): boolean {
  const isInMemory = /->|\.|^\*/.test(c.root);
  if (c.object?.origin.kind !== 'borrowed' || (c.root.endsWith('[]') && !isInMemory)) return false;
  return [pre, exploration].every((x) => putsOf(c.root, x) === 0);
}

/** The change of the function takes lines away and adds none, but for an empty statement. */
function isRemovalAlone({ exploration, isChanged }: Changed): boolean {
  const { fn, line } = exploration;
  for (let at = fn.first.line; at <= fn.last.line; at++) if (isChanged(at) && /\w/.test(line(at))) return false;
  return true;
}

/** On how many lines an object is dropped. */
function putsOf(root: string, { events }: Exploration): number {
  const puts = events.filter(({ operation, object }) => operation.kind === 'put' && rootOf(object.value.key) === root);
  return new Set(puts.map(({ loc }) => loc.line)).size;
}
