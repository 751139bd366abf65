import type { Count, Operation } from '../analysis/index.js';
import { type Outcome, PIN_BIAS, type Semantics } from '../page/index.js';
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
import {
  allocateFolio,
  call,
  countOf,
  drop as dropFrom,
  type Folio,
  freeFolio,
  newFolio,
  pin as pinIt,
  stateOf,
  take,
  unpin as unpinIt,
} from './folio.js';
import type { World } from './world.js';

/** One folio, and the book of who holds what of its count. Changed in place by `perform`. */
export interface Machine {
  readonly world: World;
  readonly folio: Folio;
  readonly claims: Claims;
  /** The first get of what nobody holds yet is its allocation: a contract says `gets result` of an allocator. */
  unborn: boolean;
  frozenByPath: boolean;
}

/** What went wrong at an operation: a fault, or that this world cannot have let the path get here. */
export interface Mishap {
  readonly fault?: string;
  readonly stuck?: string;
  /** Checks of the kernel that fired although the operation is in order: the check is wrong, not the path. */
  readonly fired?: string;
}

/** The state of a world before the first step. */
export function machineFor(world: World, semantics: Semantics): Machine {
  const folio = newFolio(semantics, world.order);
  const claims: Claims = {
    path: 0,
    pins: 0,
    pinUnit: world.order > 0 ? 1 : PIN_BIAS,
    others: new Map(Object.entries(world.holders)),
    lender: world.lender,
    allowance: world.allowance,
    consumed: 0,
  };
  setUp(folio, world.start, total(claims));
  return { world, folio, claims, unborn: world.start === 'free', frozenByPath: false };
}

/** Others have brought the folio to where the path finds it. */
function setUp(folio: Folio, start: World['start'], count: number): void {
  if (start === 'free') return;
  allocateFolio(folio, false);
  if (start === 'frozen' || count === 0) call(folio, 'page_ref_freeze', 1);
  else if (count > 1) call(folio, 'folio_ref_add', count - 1);
}

/** A step of the path that does something. */
interface Act {
  readonly operation: Operation;
  /** Name of the function that the path calls for it. */
  readonly api: string;
  /** The operation that will follow. */
  readonly next: Operation | undefined;
}

/** Carries one operation out, in the field and in the book. */
export function perform(m: Machine, { operation, api, next }: Act): Mishap {
  switch (operation.kind) {
    case 'allocate':
      return born(m, operation.frozen);
    case 'get':
      return m.unborn ? born(m, false) : get(m, number(m, operation.times, 0), operation.pin, api);
    case 'put':
      return put(m, operation, { api, next });
    case 'move-to':
      return moveTo(m, operation.holder, number(m, operation.times, m.claims.path));
    case 'move-from':
      return moveFrom(m, operation.holder, operation.times);
    case 'add':
      return add(m, operation.holder, number(m, operation.times, 0));
    case 'drop':
      return drop(m, operation.holder, operation.times);
    case 'freeze':
      return freeze(m, number(m, operation.times, countOf(m.folio)));
    case 'unfreeze':
      return unfreeze(m, number(m, operation.times, total(m.claims)));
    case 'set':
      return set(m, number(m, operation.value, countOf(m.folio)));
    case 'free':
      return release(m);
    case 'use':
      return stateOf(m.folio) === 'free' ? { fault: 'used after it was freed' } : {};
  }
}

function number(m: Machine, count: Count, all: number): number {
  return evaluate(count, m.world.symbols, all);
}

function born(m: Machine, frozen: boolean): Mishap {
  if (stateOf(m.folio) !== 'free') return { fault: 'allocated while it is in use' };
  m.unborn = false;
  m.claims.path = 1;
  return told(allocateFolio(m.folio, frozen), undefined);
}

/** A fault in words, with the kernel check that would report it. */
function told({ bugs }: Outcome, words: string | undefined): Mishap {
  const checks = bugs.map((bug) => `${bug.condition} in ${bug.function}()`);
  if (words !== undefined) return { fault: [words, ...checks].join('; ') };
  return checks.length === 0 ? {} : { fired: checks.join('; ') };
}

/** Why the count may not be touched now. */
function untouchable({ folio }: Machine, done: string): string | undefined {
  switch (stateOf(folio)) {
    case 'free':
      return `${done} after it was freed`;
    case 'owned':
      return `${done} while it is frozen`;
    case 'live':
      return countOf(folio) < 0 ? `${done} while the count is ${countOf(folio)}` : undefined;
  }
}

function get(m: Machine, n: number, pin: boolean, api: string): Mishap {
  const words = untouchable(m, 'taken');
  if (pin) m.claims.pins += n;
  else m.claims.path += n;
  m.frozenByPath = false;
  if (pin) return told(pinIt(m.folio, n), words);
  // A try that fails is no get: what the path says to have got all the same, it takes without asking.
  const outcome = take(m.folio, n, words === undefined ? api : '');
  if (outcome.ret === 0) return { stuck: `${api}() is refused, the count is ${countOf(m.folio)}` };
  return told(outcome, words);
}

function put(m: Machine, { times, pin }: { times: Count; pin: boolean }, act: Pick<Act, 'api' | 'next'>): Mishap {
  const { claims, folio } = m;
  const n = number(m, times, pin ? claims.pins : claims.path);
  const words = untouchable(m, 'put');
  const whose = victim(claims);
  const missing = giveUp(claims, n, pin);
  const keeps = keepsIt(act.next);
  const outcome = pin ? unpinIt(folio, n, keeps) : dropFrom(folio, n, act.api, keeps);
  if (keeps && onlyVisited(m)) return { stuck: `the put does not reach 0 while ${othersText(claims)}` };
  if (words !== undefined) return told(outcome, words);
  const others = othersText(claims);
  if (outcome.freed && others !== '') return told(outcome, `freed while ${others}`);
  if (missing > 0) return told(outcome, droppedText(whose, missing, claims.pins));
  return told(outcome, undefined);
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
  const words = stateOf(m.folio) === 'free' ? 'given away after it was freed' : undefined;
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
  return told(call(m.folio, 'folio_ref_add', n), words);
}

function drop(m: Machine, holder: string, times: Count): Mishap {
  const n = number(m, times, heldBy(m.claims, holder));
  const words = untouchable(m, 'put');
  if (words === undefined && heldBy(m.claims, holder) < n) return { stuck: `${holderName(holder)} does not hold ${n}` };
  change(m.claims, holder, -n);
  return told(dropFrom(m.folio, n), words);
}

function freeze(m: Machine, n: number): Mishap {
  const words = untouchable(m, 'frozen');
  if (words !== undefined) return { fault: words };
  const count = countOf(m.folio);
  const outcome = call(m.folio, 'page_ref_freeze', n);
  if (outcome.ret === 0) return { stuck: `freeze of ${n} cannot succeed, the count is ${count}` };
  m.frozenByPath = true;
  return told(outcome, undefined);
}

function unfreeze(m: Machine, n: number): Mishap {
  const { folio } = m;
  const state = stateOf(folio);
  if (state === 'live') {
    const words = `unfrozen, but it is not frozen: the count is ${countOf(folio)}`;
    return told(call(folio, 'page_ref_unfreeze', n), words);
  }
  const words = state === 'free' ? 'unfrozen after it was freed' : settleThaw(m, n);
  m.frozenByPath = false;
  return told(call(folio, 'page_ref_unfreeze', n), words ?? (n === 0 ? 'unfrozen to 0' : undefined));
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
  const count = countOf(folio);
  const state = stateOf(folio);
  if (state === 'free') return told(call(folio, 'set_page_count', n), 'count stored after it was freed');
  let words: string | undefined;
  if (state === 'owned') words = n === 0 ? undefined : settleThaw(m, n);
  else if (total(claims) === claims.path) claims.path = n === 0 ? claims.path : n;
  else if (n !== count)
    words = `stores ${n} over a count of ${count} while ${othersText(claims) || 'the path holds pins'}`;
  m.frozenByPath = n === 0;
  return told(call(folio, 'set_page_count', n), words);
}

function release(m: Machine): Mishap {
  const { folio, claims } = m;
  if (stateOf(folio) === 'free') return { fault: 'freed twice' };
  const count = countOf(folio);
  const words = count === 0 ? undefined : `freed with a count of ${count}`;
  const outcome = freeFolio(folio);
  // An exact freeze took all references over, so whoever frees after it frees for all of them.
  if (outcome.freed) forgetAll(claims);
  m.frozenByPath = false;
  return told(outcome, words);
}
