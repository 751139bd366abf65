import type { Outcome } from '../../page/index.js';
import type { Operation } from './operations.js';
import type { RuleName } from './rules.js';

/** What the contract knows of a page, without looking at the field. */
export interface PageState {
  /** `fresh`: a `struct page` that was never set up. */
  readonly phase: 'fresh' | 'live' | 'frozen' | 'free' | 'tail';
  readonly owners: number;
  /** The operation that left the page without owners. */
  readonly via?: Operation;
}

export const FRESH: PageState = { phase: 'fresh', owners: 0 };

/** References that the suite lets a page have. */
const MOST_OWNERS = 3;

/** Does the contract allow this call here? Getters and tries may be called at any time after the set-up. */
export function isAllowed({ phase, owners }: PageState, { name, kind, nr }: Operation): boolean {
  switch (kind) {
    case 'init':
    case 'store-frozen':
      return phase === 'fresh';
    case 'allocate':
      return phase === 'free';
    case 'release':
    case 'make-tail':
      return phase === 'frozen';
    case 'unfreeze':
      return phase === 'frozen';
    case 'get':
      return phase === 'live' && owners + nr <= MOST_OWNERS;
    case 'put':
      return phase === 'live' && owners >= nr;
    case 'freeze':
      return phase === 'live';
    case 'try':
      // What takes a folio goes to the head of a tail.
      return phase !== 'fresh' && owners + nr <= MOST_OWNERS && !(phase === 'tail' && name.startsWith('folio'));
    case 'read':
    case 'is-frozen':
      return phase !== 'fresh' && phase !== 'tail';
  }
}

/** The state that the contract demands after an allowed call. */
export function stateAfter(state: PageState, operation: Operation): PageState {
  const { kind, nr } = operation;
  const { owners } = state;
  switch (kind) {
    case 'init':
    case 'allocate':
      return { phase: 'live', owners: 1 };
    case 'store-frozen':
      return { phase: 'frozen', owners: 0, via: operation };
    case 'get':
      return { phase: 'live', owners: owners + nr };
    case 'put':
      return owners > nr ? { phase: 'live', owners: owners - nr } : lastPut(operation);
    case 'try':
      return state.phase === 'live' ? { phase: 'live', owners: owners + nr } : state;
    case 'freeze':
      return owners === nr ? { phase: 'frozen', owners: 0, via: operation } : state;
    case 'unfreeze':
      return { phase: 'live', owners: nr };
    case 'release':
      return { ...state, phase: 'free' };
    case 'make-tail':
      return { ...state, phase: 'tail' };
    case 'read':
    case 'is-frozen':
      return state;
  }
}

function lastPut(operation: Operation): PageState {
  return { phase: operation.tells === 'freed' ? 'free' : 'frozen', owners: 0, via: operation };
}

/** The rule that an allowed call has broken by what it told its caller; undefined when it did as it must. */
export function brokenBy(state: PageState, operation: Operation, { ret, freed }: Outcome): RuleName | undefined {
  const after = stateAfter(state, operation);
  const yes = ret !== null && ret !== 0;
  switch (operation.tells) {
    case 'nothing':
      return undefined;
    case 'count':
      return ret === after.owners ? undefined : 'wrong-count';
    case 'zero':
      return zeroRule(after, yes);
    case 'freed':
      return zeroRule(after, freed);
    case 'done':
      return doneRule(state, operation, yes);
  }
}

function zeroRule(after: PageState, told: boolean): RuleName | undefined {
  if (told === (after.owners === 0)) return undefined;
  return told ? 'zero-reported-early' : 'zero-not-reported';
}

function doneRule(state: PageState, { kind, nr }: Operation, done: boolean): RuleName | undefined {
  const live = state.phase === 'live';
  if (kind === 'is-frozen') return done === !live ? undefined : 'wrong-predicate';
  if (kind === 'freeze') {
    if (done === (state.owners === nr)) return undefined;
    return done ? 'freeze-of-others' : 'freeze-refused';
  }
  if (done === live) return undefined;
  return done ? unlawfulGet(state) : 'get-refused';
}

function unlawfulGet({ phase, via }: PageState): RuleName {
  if (via?.kind === 'put' && (via.tells === 'nothing' || via.tells === 'count')) return 'get-after-last-put';
  if (phase === 'tail') return 'get-on-tail';
  return phase === 'free' ? 'get-on-free' : 'get-on-frozen';
}

/** Equal for states that the contract does not tell apart. */
export function stateKey({ phase, owners, via }: PageState): string {
  return `${phase},${owners},${via?.name ?? ''}`;
}
