import type { Loc } from '../c/index.js';
import { differenceOf } from './amount.js';
import type { Assumption } from './assumption.js';
import type { Context } from './context.js';
import type { Holder, Verb } from './contract.js';
import { addCounts, type Count, countOf, countSign, ONE, ZERO } from './count.js';
import { type RefState, remember, type State } from './state.js';
import type { ObjectOrigin, Operation } from './trace.js';
import { objectOf, type Value } from './value.js';

/** An effect on one object, with the count worked out for this call. */
export interface Deed {
  readonly verb: Verb;
  /** Key of the pointer through which it is done; the object's own, but for elements of an array. */
  readonly element: string;
  readonly times: Count;
  readonly holder: Holder;
  /** The order of the block that is allocated or freed. */
  readonly order?: Value | undefined;
  /** How many elements of an array it is done to. */
  readonly amount?: Value | undefined;
  readonly loc: Loc;
  readonly callee: string;
  readonly because: string;
  readonly inAssertion: boolean;
  /** What is taken for granted about the callee doing this. */
  readonly assumes?: Assumption;
  /** The effect was read off the callee's body. */
  readonly inferred: boolean;
  /** The callee stored the pointer as well as handing it back: others may drop what the path takes later. */
  readonly escapes: boolean;
}

/** Starts to follow an object, if it is not followed yet. */
export function meet(s: State, value: Value, name: string, origin: ObjectOrigin, loc: Loc): RefState {
  const object = objectOf(value);
  const known = s.objects.get(object.key);
  if (known) return known;
  const fresh: RefState = {
    value: object,
    name,
    origin,
    claim: ZERO,
    frozen: false,
    initialised: false,
    escaped: false,
    since: loc,
  };
  s.objects.set(object.key, fresh);
  return fresh;
}

/** Carries out one effect: the transfer function of the ownership algebra. */
export function perform(ctx: Context, s: State, object: RefState, deed: Deed): void {
  const operation = operationOf(deed);
  if (!operation) return;
  const changed = guess(object, transfer(object, operation, deed.loc), deed);
  const moved = measure(s, object, saturate(object, changed, deed), deed);
  const after = deed.escapes ? { ...moved, escaped: true } : moved;
  s.objects.set(object.value.key, after);
  remember(s, {
    loc: deed.loc,
    event: `${deed.callee}()`,
    object: object.value.key,
    operation,
    ...(deed.because ? { because: deed.because } : {}),
    ...(deed.assumes ? { assumes: deed.assumes } : {}),
  });
  const { loc, callee, inAssertion } = deed;
  ctx.emit({ object, after, operation, loc, callee, inAssertion, history: s.history, touched: s.touched });
}

/**
 * The elements of an array are held or not: how many a loop took or dropped is not counted. Of an array that the path
 * filled no more than that can be dropped, but for one element twice in a row.
 */
function saturate(before: RefState, after: RefState, { element, inferred, loc }: Deed): RefState {
  if (!before.value.key.endsWith('[]')) return after;
  const change = countSign(addCounts(after.claim, before.claim, -1)) ?? 0;
  const filled = before.filled || change === 1;
  const sign = countSign(before.claim) ?? 0;
  const sum = sign + change;
  const least = Math.min(before.lastDropped?.element === element ? -1 : 0, sign);
  const claim = filled ? Math.max(least, Math.min(1, sum)) : Math.max(-2, before.claim.constant + change);
  const { lastDropped, ...rest } = after;
  return {
    ...rest,
    claim: countOf(claim),
    ...(filled ? { filled: true as const } : {}),
    ...(change < 0 && !inferred ? { lastDropped: { element, loc } } : {}),
  };
}

/** Keeps the order of a block, and of an array that is filled and released as a whole what is left over. */
function measure(s: State, before: RefState, after: RefState, { verb, amount, order }: Deed): RefState {
  const isDrop = verb === 'puts' || verb === 'unpins';
  if (!before.value.key.endsWith('[]')) {
    if (verb === 'moves-from' && order) return { ...after, order };
    const left = isDrop && before.order && order ? differenceOf(s.facts, before.order, order) : undefined;
    return left === undefined ? after : { ...after, leftOver: left };
  }
  const { amount: filled, leftOver, ...rest } = after;
  if (!isDrop) return amount && countSign(before.claim) === 0 && !before.lastDropped ? { ...rest, amount } : rest;
  const left = filled && amount && differenceOf(s.facts, filled, amount);
  return left === undefined ? rest : { ...rest, leftOver: left };
}

/**
 * Whether a page is gone is not known of arrays, of which an element was put, nor where a callee that was only read
 * drops a page of the caller's: it may do so on conditions that its summary does not keep.
 */
function guess(before: RefState, after: RefState, d: Deed): RefState {
  const vague = before.value.key.endsWith('[]') || (d.inferred && before.origin.kind === 'borrowed');
  return vague && !before.dropped ? alive(after) : after;
}

function operationOf(d: Deed): Operation | undefined {
  const { times, holder } = d;
  switch (d.verb) {
    case 'gets':
      return { kind: 'get', times, pin: false };
    case 'pins':
      return { kind: 'get', times, pin: true };
    case 'puts':
      return { kind: 'put', times, pin: false };
    case 'unpins':
      return { kind: 'put', times, pin: true };
    case 'moves-to':
      return { kind: 'move-to', holder, times };
    case 'moves-from':
      return holder === 'allocator' ? { kind: 'allocate', frozen: false } : { kind: 'move-from', holder, times };
    case 'adds-to':
      return { kind: 'add', holder, times };
    case 'drops-from':
      return { kind: 'drop', holder, times };
    case 'freezes':
      return { kind: 'freeze', times };
    case 'unfreezes':
      return { kind: 'unfreeze', times };
    case 'sets':
      return { kind: 'set', value: times };
    case 'frees':
      return { kind: 'free' };
    case 'returns':
    case 'borrows':
    case 'keeps':
    case 'ignores':
      return undefined;
  }
}

/** The state of an object after an operation. */
function transfer(o: RefState, operation: Operation, loc: Loc): RefState {
  switch (operation.kind) {
    case 'get':
    case 'move-from': {
      const claim = addCounts(o.claim, operation.times);
      return { ...alive(o), claim, held: heldBy(o, operation), frozen: false };
    }
    case 'put':
      return { ...lose(o, operation.times, loc), lost: operation.pin ? 'pins' : 'references' };
    case 'move-to':
      return { ...o, claim: addCounts(o.claim, operation.times, -1) };
    case 'freeze':
      return { ...alive(o), frozen: true };
    case 'unfreeze':
      return { ...alive(o), frozen: false };
    case 'set':
      return { ...alive(o), frozen: false, initialised: true };
    case 'free':
      return { ...o, claim: afterFree(o.claim), dropped: loc, frozen: false };
    case 'allocate':
      return { ...o, claim: ONE };
    case 'add':
    case 'drop':
    case 'use':
      return o;
  }
}

function heldBy(o: RefState, operation: Operation): NonNullable<RefState['held']> {
  const taken = operation.kind === 'get' && operation.pin ? 'pins' : 'references';
  return countSign(o.claim) !== 1 || o.held === taken ? taken : 'both';
}

/** Freeing ends every claim; on a page of the caller's it is the caller's last one. */
function afterFree(claim: Count): Count {
  return countSign(claim) === 1 ? ZERO : addCounts(claim, ONE, -1);
}

function alive(o: RefState): RefState {
  const { dropped, ...rest } = o;
  return rest;
}

/** A put ends the path's right to touch the page when it leaves no claim, unless the caller still guarantees the page. */
function lose(o: RefState, times: Count, loc: Loc): RefState {
  const claim = addCounts(o.claim, times, -1);
  const sign = countSign(claim);
  const last = sign === -1 || (sign === 0 && (o.origin.kind !== 'borrowed' || o.guard?.ended));
  return last ? { ...o, claim, dropped: loc } : { ...o, claim };
}

/** Records an access to the memory of a page; only those behind its last put are worth an event. */
export function use(ctx: Context, s: State, value: Value, loc: Loc, callee: string): void {
  const known = s.objects.get(objectOf(value).key);
  const dropped = known && droppedAt(known, value);
  if (!dropped) return;
  const object = { ...known, dropped };
  const operation: Operation = { kind: 'use' };
  remember(s, { loc, event: callee ? `${callee}()` : 'access', object: object.value.key, operation });
  ctx.emit({
    object,
    after: object,
    operation,
    loc,
    callee,
    inAssertion: false,
    history: s.history,
    touched: s.touched,
  });
}

/** Where the page behind a pointer was dropped; of an array it is known of the last element only. */
function droppedAt({ dropped, lastDropped }: RefState, { key }: Value): Loc | undefined {
  return dropped ?? (lastDropped?.element === key ? lastDropped.loc : undefined);
}
