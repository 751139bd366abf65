import {
  addCounts,
  type Count,
  countSign,
  countText,
  type Exploration,
  isZeroCount,
  type PathEnd,
} from '../analysis/index.js';
import type { Balance } from './balance.js';
import { type Candidate, lastPut } from './candidate.js';
import { lastDrop } from './path-rules.js';

/**
 * What a balance of the new version says beside those of the old one: of the paths with a sign of the result in common, one
 * through the change that differs goes first. Undefined where none is comparable or nothing changed.
 */
export function candidate(x: Exploration, b: Balance, before: readonly Balance[]): Candidate | undefined {
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
  if (sign === -1 && hasEvidence(b, x.line)) return extraPut(common, x, name, b);
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

/**
 * A leak by comparison: before the patch the path put a reference (`old` is negative), or kept fewer.
 * @param put the put that is gone, as `folio_put() at line 166 of the other version`
 */
export function lostPut(
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

/** `f() returns -ENOMEM`, in the words of the source. */
export function returning(x: Exploration, end: PathEnd): string {
  return `${x.fn.name}() returns${end.text ? ` ${end.text}` : ''}`;
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
 * puts by one line are rounds of a loop, and those of an array are of its elements, unless they read the same.
 */
export function hasEvidence({ end, observation }: Balance, line: (n: number) => string): boolean {
  const lines = new Set<number>();
  for (let h = end.state.history; h; h = h.before) {
    if (h.object === observation?.object.value.key && h.operation?.kind === 'put') lines.add(h.loc.line);
  }
  const isArray = observation?.object.value.key.endsWith('[]');
  return lines.size >= 2 && (!isArray || new Set([...lines].map((n) => line(n).trim())).size < lines.size);
}
