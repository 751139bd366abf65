import type { Count, Operation } from '../analysis/index.js';
import { allocate, free } from './allocator.js';
import {
  type Claims,
  change,
  forgetAll,
  giveUp,
  heldBy,
  holderName,
  othersText,
  SOMEONE,
  total,
  victim,
  writeOff,
} from './claims.js';
import { evaluate } from './count.js';
import { freeHead, type Page } from './page.js';
import { type Effect, PIN_BIAS, primitives } from './primitives.js';
import type { World } from './world.js';

/** One folio, and the book of who holds what of its count. Changed in place by `perform`. */
export interface Machine {
  readonly world: World;
  readonly folio: Page;
  readonly claims: Claims;
  /** The first get of what nobody holds yet is its allocation: a contract says `gets result` of an allocator. */
  unborn: boolean;
  frozenByPath: boolean;
}

/** What went wrong at an operation: a fault, or that this world cannot have let the path get here. */
export interface Mishap {
  readonly fault?: string;
  readonly stuck?: string;
}

/** The state of a world before the first step. */
export function machineFor(world: World): Machine {
  const folio = freeHead(world.order);
  const claims: Claims = {
    path: 0,
    pins: 0,
    pinUnit: world.order > 0 ? 1 : PIN_BIAS,
    others: new Map(Object.entries(world.holders)),
    lender: world.lender,
    allowance: world.allowance,
    consumed: 0,
  };
  if (world.start !== 'free') allocate(folio, true);
  if (world.start === 'live') primitives.set_page_count(folio, total(claims));
  return { world, folio, claims, unborn: world.start === 'free', frozenByPath: false };
}

/** Carries one operation out, in the field and in the book. `next` is the operation that will follow. */
export function perform(m: Machine, operation: Operation, next: Operation | undefined): Mishap {
  switch (operation.kind) {
    case 'allocate':
      return born(m, operation.frozen);
    case 'get':
      return m.unborn ? born(m, false) : get(m, number(m, operation.times, 0), operation.pin);
    case 'put':
      return put(m, operation, next);
    case 'move-to':
      return moveTo(m, operation.holder, number(m, operation.times, m.claims.path));
    case 'move-from':
      return moveFrom(m, operation.holder, operation.times);
    case 'add':
      return add(m, operation.holder, number(m, operation.times, 0));
    case 'drop':
      return drop(m, operation.holder, operation.times);
    case 'freeze':
      return freeze(m, number(m, operation.times, m.folio.raw));
    case 'unfreeze':
      return unfreeze(m, number(m, operation.times, total(m.claims)));
    case 'set':
      return set(m, number(m, operation.value, m.folio.raw));
    case 'free':
      return release(m);
    case 'use':
      return m.folio.state === 'free' ? { fault: 'used after it was freed' } : {};
  }
}

function number(m: Machine, count: Count, all: number): number {
  return evaluate(count, m.world.symbols, all);
}

function born(m: Machine, frozen: boolean): Mishap {
  if (m.folio.state !== 'free') return { fault: 'allocated while it is in use' };
  m.unborn = false;
  m.claims.path = 1;
  return told(allocate(m.folio, frozen), undefined);
}

/** A fault in words, with the kernel check that would report it; a check alone is a fault too. */
function told(effect: Effect, words: string | undefined): Mishap {
  const checks = effect.fired.map((check) => `${check.condition} in ${check.function}()`);
  const fault = [...(words === undefined ? [] : [words]), ...checks].join('; ');
  return fault === '' ? {} : { fault };
}

/** Why the count may not be touched now. */
function untouchable(m: Machine, done: string): string | undefined {
  if (m.folio.state === 'free') return `${done} after it was freed`;
  return m.folio.state === 'owned' ? `${done} while it is frozen` : undefined;
}

function get(m: Machine, n: number, pin: boolean): Mishap {
  const words = untouchable(m, 'taken');
  if (pin) m.claims.pins += n;
  else m.claims.path += n;
  m.frozenByPath = false;
  if (pin) return told(primitives.try_grab_folio(m.folio, n), words);
  return told(n === 1 ? primitives.folio_get(m.folio) : primitives.folio_ref_add(m.folio, n), words);
}

function put(m: Machine, { times, pin }: { times: Count; pin: boolean }, next: Operation | undefined): Mishap {
  const { claims, folio } = m;
  const n = number(m, times, pin ? claims.pins : claims.path);
  const words = untouchable(m, 'put');
  const whose = victim(claims);
  const missing = giveUp(claims, n, pin);
  const effect = lower(folio, n, pin);
  if (keepsIt(next) && effect.freed) folio.state = 'owned';
  if (keepsIt(next) && onlyVisited(m)) return { stuck: `the put does not reach 0 while ${othersText(claims)}` };
  if (words !== undefined) return told(effect, words);
  const others = othersText(claims);
  if (effect.freed && others !== '') return told(effect, `freed while ${others}`);
  if (missing > 0) return told(effect, droppedText(whose, missing, claims.pins));
  return told(effect, undefined);
}

function lower(folio: Page, n: number, pin: boolean): Effect {
  if (pin) return primitives.gup_put_folio(folio, n);
  return n === 1 ? primitives.folio_put(folio) : primitives.folio_put_refs(folio, n);
}

/** A trace does not tell `folio_put()` from a `put_page_testzero()` that was true; what the path does next does. */
function keepsIt(next: Operation | undefined): boolean {
  return next?.kind === 'free' || next?.kind === 'unfreeze' || next?.kind === 'set';
}

/** Nothing but a temporary reference keeps the count from 0. */
function onlyVisited({ claims }: Machine): boolean {
  const visitors = heldBy(claims, SOMEONE);
  return visitors > 0 && total(claims) === visitors;
}

function droppedText(whose: string | undefined, missing: number, pins: number): string {
  if (whose !== undefined)
    return `drops ${missing === 1 ? 'a reference' : `${missing} references`} of ${holderName(whose)}`;
  return pins > 0 ? 'drops a plain reference, but the path holds a pin' : 'drops a reference that nobody holds';
}

function moveTo(m: Machine, holder: string, n: number): Mishap {
  const words = m.folio.state === 'free' ? 'given away after it was freed' : undefined;
  const whose = victim(m.claims);
  const missing = giveUp(m.claims, n, false);
  change(m.claims, holder, n);
  if (words !== undefined) return { fault: words };
  if (missing === 0) return {};
  return { fault: `gives away ${missing} that ${whose === undefined ? 'nobody' : holderName(whose)} holds` };
}

function moveFrom(m: Machine, holder: string, times: Count): Mishap {
  const n = number(m, times, heldBy(m.claims, holder));
  if (heldBy(m.claims, holder) < n) return { stuck: `${holderName(holder)} does not hold ${n}` };
  change(m.claims, holder, -n);
  m.claims.path += n;
  return {};
}

function add(m: Machine, holder: string, n: number): Mishap {
  const words = untouchable(m, 'taken');
  change(m.claims, holder, n);
  return told(primitives.folio_ref_add(m.folio, n), words);
}

function drop(m: Machine, holder: string, times: Count): Mishap {
  const n = number(m, times, heldBy(m.claims, holder));
  const words = untouchable(m, 'put');
  if (words === undefined && heldBy(m.claims, holder) < n) return { stuck: `${holderName(holder)} does not hold ${n}` };
  change(m.claims, holder, -n);
  return told(primitives.folio_put_refs(m.folio, n), words);
}

function freeze(m: Machine, n: number): Mishap {
  const words = untouchable(m, 'frozen');
  if (words !== undefined) return { fault: words };
  const raw = m.folio.raw;
  if (primitives.page_ref_freeze(m.folio, n).ret === 0) {
    return { stuck: `freeze of ${n} cannot succeed, the count is ${raw}` };
  }
  m.frozenByPath = true;
  return {};
}

function unfreeze(m: Machine, n: number): Mishap {
  const { folio } = m;
  if (folio.state === 'live') {
    const words = `unfrozen, but it is not frozen: the count is ${folio.raw}`;
    return told(primitives.page_ref_unfreeze(folio, n), words);
  }
  const words = folio.state === 'free' ? 'unfrozen after it was freed' : settleThaw(m, n);
  m.frozenByPath = false;
  return told(primitives.page_ref_unfreeze(folio, n), words);
}

/** A frozen page gets the count `n`: brings the claims in line with it, or says whose reference is lost. */
function settleThaw({ claims, world }: Machine, n: number): string | undefined {
  const more = n - total(claims);
  if (more > 0 && world.start === 'frozen' && world.lender !== undefined) change(claims, world.lender, more);
  else if (more > 0) claims.path += more;
  const lost = more < 0 ? writeOff(claims, -more) : 0;
  return lost > 0 ? `the count becomes ${n} while ${othersText(claims)}` : undefined;
}

function set(m: Machine, n: number): Mishap {
  const { folio, claims } = m;
  const raw = folio.raw;
  if (folio.state === 'free') return told(primitives.set_page_count(folio, n), 'count stored after it was freed');
  let words: string | undefined;
  if (folio.state === 'owned') words = n === 0 ? undefined : settleThaw(m, n);
  else if (total(claims) === claims.path) claims.path = n === 0 ? claims.path : n;
  else if (n !== raw) words = `stores ${n} over a count of ${raw} while ${othersText(claims) || 'the path holds pins'}`;
  m.frozenByPath = n === 0;
  return told(primitives.set_page_count(folio, n), words);
}

function release(m: Machine): Mishap {
  const { folio, claims } = m;
  if (folio.state === 'free') return { fault: 'freed twice' };
  const words = folio.raw === 0 ? undefined : `freed with a count of ${folio.raw}`;
  const effect = free(folio);
  // An exact freeze took all references over, so whoever frees after it frees for all of them.
  if (effect.freed) forgetAll(claims);
  m.frozenByPath = false;
  return told(effect, words);
}
