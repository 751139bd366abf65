import {
  countSign,
  countText,
  type Exploration,
  type History,
  mayBeThere,
  type Observation,
  observe,
  type RefEvent,
  type RefState,
} from '../analysis/index.js';
import { atEnd, atEvent, type Candidate } from './candidate.js';
import { splitsBlocks, wrongNumber, wrongOrder } from './extent.js';
import { miscount, pinAsReference } from './put-count.js';

/** Hazards that one version of a function shows by itself: on objects whose references the path itself accounts for. */
export function pathHazards(x: Exploration): Candidate[] {
  const all = observe(x);
  const atEnds = all.flatMap((o) => [leak(x, o, all), miscount(x, o), wrongNumber(x, o), leftFrozen(x, o)]);
  const onTheWay = x.events.flatMap((e) => [
    tailOfBlock(x, e),
    overPut(x, e),
    pinAsReference(x, e),
    wrongOrder(x, e),
    useAfterPut(x, e),
    frozenModified(x, e),
    rawSet(x, e),
  ]);
  return [...atEnds, ...onTheWay].filter((c) => c !== undefined);
}

function leak(x: Exploration, o: Observation, all: readonly Observation[]): Candidate | undefined {
  if (o.object.origin.kind === 'borrowed' || o.kept || countSign(o.net) !== 1) return undefined;
  if (!mayBeThere(o.end.state, o.object) || isUnwound(o, all)) return undefined;
  return {
    ...atEnd(x, o),
    rule: 'refcount-leak',
    detail: `${countText(o.net)}`,
    message: `${o.object.name} is still held when ${x.fn.name}() returns${o.end.text ? ` ${o.end.text}` : ''}`,
    why: `The reference taken at line ${o.object.since.line} is neither dropped, stored nor returned on this path.`,
  };
}

/**
 * The same way out drops the elements of the array in a loop, or hands them on: that the loop ran no time is a matter of
 * its index, which is not followed.
 */
function isUnwound({ root, end, signs }: Observation, all: readonly Observation[]): boolean {
  if (!root.endsWith('[]')) return false;
  const isSameExit = (o: Observation) => o.root === root && o.end.loc === end.loc && (o.signs & signs) !== 0;
  const isByElement = (o: Observation) => o.object.lastDropped?.element.endsWith('[]') === false;
  const isSettled = (o: Observation) => o.kept || (countSign(o.net) !== 1 && isByElement(o));
  return all.some((o) => isSameExit(o) && isSettled(o));
}

function leftFrozen(x: Exploration, o: Observation): Candidate | undefined {
  if (!o.object.frozen || o.object.dropped || o.kept) return undefined;
  return {
    ...atEnd(x, o),
    rule: 'freeze-unbalanced',
    detail: 'frozen at return',
    message: `${o.object.name} is still frozen when ${x.fn.name}() returns${o.end.text ? ` ${o.end.text}` : ''}`,
    why: 'A frozen folio looks free to everyone else until it is unfrozen or freed.',
  };
}

function overPut(x: Exploration, e: RefEvent): Candidate | undefined {
  const { operation, object, after } = e;
  if (operation.kind === 'free') return freedWhileHeld(x, e);
  if (operation.kind !== 'put' || object.origin.kind === 'borrowed' || object.escaped) return undefined;
  if (countSign(after.claim) !== -1) return undefined;
  return {
    ...atEvent(x, e),
    rule: 'over-put',
    detail: `${e.callee} ${countText(after.claim)}`,
    message: `${e.callee}() drops a reference of ${object.name} that ${x.fn.name}() no longer owns`,
    why: lastDrop(e.history?.before, object),
  };
}

/** Names the call that took the path's last claim before this one. */
export function lastDrop(history: History | undefined, object: RefState): string {
  for (let h = history; h; h = h.before) {
    const gone = h.object === object.value.key && (h.operation?.kind === 'put' || h.operation?.kind === 'move-to');
    if (h.object === object.value.key && h.operation?.kind === 'drop' && object.guard)
      return `No reference was taken before ${h.event} at line ${h.loc.line}, and behind it the page may be free.`;
    if (gone) {
      const how = h.because ? ` (${h.because})` : '';
      return `${h.event} at line ${h.loc.line} already dropped it${how}.`;
    }
  }
  return 'No reference was taken on this path.';
}

function freedWhileHeld(x: Exploration, e: RefEvent): Candidate | undefined {
  if (e.object.frozen) return undefined;
  return {
    ...atEvent(x, e),
    rule: 'over-put',
    detail: `free ${e.callee}`,
    message: `${e.callee}() frees ${e.object.name} whose count is not zero`,
    why: `${e.callee}() only frees: it expects that the last reference was dropped before, and that the count is 0.`,
    suggestion: 'folio_put()',
  };
}

function useAfterPut(x: Exploration, e: RefEvent): Candidate | undefined {
  if (!e.object.dropped || e.object.frozen) return undefined;
  if (e.operation.kind === 'put' && e.object.origin.kind === 'borrowed') return undefined;
  if (e.operation.kind !== 'use' && e.operation.kind !== 'get') return undefined;
  const by = e.callee ? `passed to ${e.callee}()` : 'accessed';
  return {
    ...atEvent(x, e),
    rule: 'use-after-put',
    detail: e.callee || 'access',
    message: `${e.object.name} is ${by} ${e.object.guard ? 'where nothing keeps it' : 'after its last reference was dropped'}`,
    why: lastDrop(e.history?.before, e.object),
  };
}

function frozenModified(x: Exploration, e: RefEvent): Candidate | undefined {
  if (!e.object.frozen) return undefined;
  if (e.operation.kind !== 'get' && e.operation.kind !== 'put') return undefined;
  return {
    ...atEvent(x, e),
    rule: 'frozen-modified',
    detail: e.callee,
    message: `${e.callee}() changes the count of ${e.object.name} while it is frozen`,
    why: 'A frozen count is 0 and belongs to the freezer: only folio_ref_unfreeze() may set it again.',
  };
}

/**
 * Only the first page of a block from alloc_pages() has a count, 1; the others have 0 until split_page()
 * (prep_new_page() in mm/page_alloc.c). With __GFP_COMP they lead to the first one.
 */
function tailOfBlock(x: Exploration, e: RefEvent): Candidate | undefined {
  const { value } = e.object;
  const counts = e.operation.kind === 'get' || e.operation.kind === 'put';
  const [block] = value.kind === 'operation' && value.op === '+' ? value.operands : [];
  if (!counts || block?.kind !== 'symbol' || block.source.kind !== 'call') return undefined;
  if (!/^alloc_pages(_node)?$/.test(block.source.callee)) return undefined;
  if (splitsBlocks(x.fn)) return undefined;
  if (x.line(block.source.line).includes('__GFP_COMP')) return undefined;
  return {
    ...atEvent(x, e),
    rule: 'tail-page-ref',
    detail: e.callee,
    message: `${e.callee}() counts on a page inside the block that ${block.source.callee}() returned`,
    why: 'Only the first page of a high-order block has a count; the others have 0 until split_page().',
    suggestion: 'split_page() behind the allocation, or __GFP_COMP',
  };
}

function rawSet(x: Exploration, e: RefEvent): Candidate | undefined {
  if (
    e.operation.kind !== 'set' ||
    e.object.frozen ||
    e.object.initialised ||
    x.fn.file.endsWith('include/linux/page_ref.h')
  )
    return undefined;
  const live = e.object.origin.kind !== 'borrowed';
  if (!live && !/^(set_page_count|folio_set_count)$/.test(e.callee)) return undefined;
  return {
    ...atEvent(x, e),
    rule: 'raw-set-page-count',
    detail: e.callee,
    message: `${e.callee}() stores a count over ${e.object.name}${live ? ', whose count is live' : ''}`,
    why: 'A plain store loses the reference of everyone who got the page in between (get_page_unless_zero()).',
    suggestion: rightCall(countText(e.operation.value)),
  };
}

function rightCall(value: string): string {
  if (value === '0') return 'set_page_count_as_frozen() or page_ref_freeze()';
  if (value === '1') return 'init_page_count() for a page that nobody can reach, else page_ref_unfreeze()';
  return 'page_ref_add(), or page_ref_unfreeze() where the count is known to be 0';
}
