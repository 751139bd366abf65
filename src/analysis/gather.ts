import type { Loc } from '../c/index.js';
import { meet } from './claim.js';
import type { Context } from './context.js';
import { countSign, ONE, ZERO } from './count.js';
import { type RefState, remember, type State } from './state.js';
import type { Operation } from './trace.js';
import { objectOf, symbol, type Value } from './value.js';

/**
 * A page of the path's own that is stored into `pages[i]` of an array of its own is held by the array from there on: which
 * element a later round reads is not followed, so that the array as a whole is what the path holds.
 * @param cell of an element whose index is no constant in the source
 * @param value what was stored there
 */
export function gather(ctx: Context, s: State, cell: string, value: Value, loc: Loc): void {
  const array = ownArray(ctx, cell);
  const page = s.objects.get(objectOf(value).key);
  if (array === undefined || !page || page.origin.kind === 'borrowed') return;
  if (countSign(page.claim) !== 1 || page.escaped || page.value.key.endsWith('[]')) return;
  const elements = meet(s, symbol(array, { kind: 'cell', cell: array }), nameOf(s, array), page.origin, loc);
  if (countSign(elements.claim) !== 1)
    remember(s, { loc, event: cell, object: array, operation: taken(page), because: '' });
  const held = page.held === undefined ? {} : { held: page.held };
  s.objects.set(array, { ...elements, origin: page.origin, claim: ONE, filled: true, ...held });
  s.objects.set(page.value.key, { ...page, claim: ZERO, gatheredIn: array });
}

/** What holds the references of an object: the array that it was stored into, else the object itself. */
export function holderOf(s: State, object: RefState): RefState {
  return (object.gatheredIn !== undefined && s.objects.get(object.gatheredIn)) || object;
}

/** How the path came by a page, told of the array. */
function taken({ origin, held }: RefState): Operation {
  if (origin.kind === 'allocated') return { kind: 'allocate', frozen: false };
  return { kind: 'get', times: ONE, pin: held === 'pins' };
}

/**
 * `pages[]` for an element of a local array, or of one that the path allocated; undefined for any other cell. Nobody else
 * has references through it.
 */
export function ownArray({ fn }: Context, cell: string): string | undefined {
  const [, array = ''] = /^(.*)\[[^\]]*\]$/.exec(cell) ?? [];
  const [, local = ''] = /^(\w+)(?:'\d+)?$/.exec(array) ?? [];
  if (fn.locals.get(local)?.endsWith(']')) return `${local}[]`;
  return ALLOCATED.test(array) ? `${array}[]` : undefined;
}

/** The result of a call of the function itself. */
const ALLOCATED = /^k\w*alloc\w*\(\)@\d+:\d+#\d+$/;

/** What the source calls an array: the variable that leads to it. */
function nameOf(s: State, array: string): string {
  for (const [cell, { key }] of s.cells) if (/^[A-Za-z]\w*$/.test(cell) && `${key}[]` === array) return `${cell}[]`;
  return array;
}
