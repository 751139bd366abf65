import {
  ANY,
  addCounts,
  type Count,
  countSign,
  countText,
  type Exploration,
  type History,
  type RefEvent,
  type RefState,
  rootOf,
} from '../analysis/index.js';
import type { Candidate } from './candidate.js';

const FREEZE = /^(page|folio)_ref_freeze$/;

/**
 * Freezes that name fewer references than the path knows to exist: its own, and the caller's where it lent the folio.
 * page_ref_freeze() is an exact compare-and-exchange (include/linux/page_ref.h), so that such a freeze never succeeds.
 */
export function freezeCounts(x: Exploration): Candidate[] {
  return x.events.map((e) => freezeCount(x, e)).filter((c) => c !== undefined);
}

function freezeCount(x: Exploration, e: RefEvent): Candidate | undefined {
  const { operation, object } = e;
  if (operation.kind !== 'freeze' || !FREEZE.test(e.callee) || !isAccounted(e)) return undefined;
  const lent = isLent(x, e) ? 1 : 0;
  const known = addCounts(object.claim, { constant: lent, terms: {} });
  if (countSign(object.claim) !== 1 || countSign(addCounts(known, operation.times, -1)) !== 1) return undefined;
  const expected = countText(operation.times);
  return {
    rule: 'freeze-count',
    exploration: x,
    root: rootOf(object.value.key),
    object,
    loc: e.loc,
    detail: `${e.callee} ${expected} of ${countText(known)}`,
    signs: ANY,
    touched: e.touched,
    history: e.history,
    message: `${e.callee}() expects ${expected} on ${object.name}, which has at least ${countText(known)} here`,
    why: whose(object, known, lent),
    suggestion: `${e.callee}(${object.name}, ${countText(known)}) where nobody else holds one`,
  };
}

function whose({ name, claim }: RefState, known: Count, lent: number): string {
  const own = `This path holds ${countText(claim)} of ${name} itself`;
  const sum = lent === 0 ? own : `${own} and its caller another one, ${countText(known)} in all`;
  return `${sum}: the freeze compares exactly and cannot succeed.`;
}

/** All that happened to the object on this path is known, and nobody on it gave references of others away. */
function isAccounted({ object, history }: RefEvent): boolean {
  if (object.escaped || object.frozen || object.value.key.endsWith('[]')) return false;
  for (let h = history?.before; h; h = h.before)
    if (h.object === object.value.key && (h.assumes || !ACCOUNTED.has(h.operation?.kind ?? 'use'))) return false;
  return true;
}

const ACCOUNTED: ReadonlySet<string> = new Set(['allocate', 'move-from', 'get', 'put', 'use']);

/** A plain get of a parameter relies on a reference of the caller's; a speculative one does not. */
function isLent(x: Exploration, { object, history }: RefEvent): boolean {
  const { origin } = object;
  if (origin.kind !== 'borrowed' || !x.fn.params.some((p) => p.name === origin.path)) return false;
  return firstOperation(history, object)?.event.match(/^(folio_get|get_page)\(\)$/) != null;
}

function firstOperation(history: History | undefined, object: RefState): History | undefined {
  let first: History | undefined;
  for (let h = history; h; h = h.before) if (h.object === object.value.key && h.operation) first = h;
  return first;
}
