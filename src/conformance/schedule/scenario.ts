import type { RuleName } from '../sequence/index.js';

/** One step of a thread's script. What it calls acts on page 0, or on the tail behind it. */
export type Act =
  | Call
  /** Gives the page to the buddy, with the order and the destructor that this thread knows. */
  | { readonly kind: 'free' }
  /** Takes the page from the buddy, for a next use of it; waits until it is there. */
  | { readonly kind: 'take' };

export interface Call {
  readonly kind: 'try' | 'get' | 'put' | 'drop' | 'freeze' | 'unfreeze' | 'refcount' | 'set-frozen';
  /** References that it is about. */
  readonly nr: number;
  readonly onTail?: true;
  /** What follows when the call returns true, as in `if (put) free`. */
  readonly onTrue?: readonly Act[];
}

export interface Thread {
  readonly name: string;
  /** References that it has at the start. */
  readonly owns?: number;
  /** It has frozen the page before the start. */
  readonly frozen?: true;
  readonly acts: readonly Act[];
}

/** Threads on one page, and how the page came to be what it is. */
export interface Scenario {
  readonly name: string;
  /** Calls before the threads start; `released` puts the page into the buddy behind them. */
  readonly start: readonly Call[];
  readonly released?: true;
  readonly threads: readonly Thread[];
  /** Calls one after the other show it as well: where this rule is told, the schedule adds nothing. */
  readonly sequential?: RuleName;
}

const free: Act = { kind: 'free' };
const take: Act = { kind: 'take' };
const refcount: Call = { kind: 'refcount', nr: 1 };
const setFrozen: Call = { kind: 'set-frozen', nr: 0 };
const put: Call = { kind: 'put', nr: 1, onTrue: [free] };
const drop: Call = { kind: 'drop', nr: 1 };
const unfreeze: Call = { kind: 'unfreeze', nr: 1 };
const tryThenPut: Call = { kind: 'try', nr: 1, onTrue: [put] };
const freezeOnce: Call = { kind: 'freeze', nr: 1, onTrue: [unfreeze] };

const owner: Thread = { name: 'last owner', owns: 1, acts: [put] };
const lookup: Thread = { name: 'lookup', acts: [tryThenPut] };
const nextUser: Thread = { name: 'next user', acts: [take, refcount, put] };

/** Who may meet on one page. The free page, the tail and the drop without a test are here for their races. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'the last put against a get', start: [refcount], threads: [owner, lookup] },
  {
    name: 'two gets in the window of the last put',
    start: [refcount],
    threads: [owner, lookup, { ...lookup, name: 'second lookup' }],
  },
  {
    name: 'two owners that put',
    start: [refcount, { kind: 'get', nr: 1 }],
    threads: [
      { ...owner, name: 'owner' },
      { ...owner, name: 'second owner' },
    ],
  },
  {
    name: 'freeze and unfreeze against a get',
    start: [refcount],
    threads: [{ name: 'freezer', owns: 1, acts: [freezeOnce, put] }, lookup],
  },
  {
    name: 'two gets on a page that is frozen for a while',
    start: [refcount],
    threads: [{ name: 'freezer', owns: 1, acts: [freezeOnce, put] }, lookup, { ...lookup, name: 'second lookup' }],
  },
  {
    name: 'a freeze while a counted owner puts',
    start: [refcount, { kind: 'get', nr: 1 }],
    threads: [
      { name: 'freezer', owns: 1, acts: [{ kind: 'freeze', nr: 2, onTrue: [{ kind: 'unfreeze', nr: 2 }] }] },
      { ...owner, name: 'owner' },
    ],
  },
  { name: 'a slow put across two uses of the page', start: [refcount], threads: [owner, lookup, nextUser] },
  {
    name: 'a get on a page that entered the buddy at boot',
    start: [setFrozen],
    released: true,
    sequential: 'get-on-free',
    threads: [nextUser, lookup],
  },
  {
    name: 'a get on a tail',
    sequential: 'get-on-tail',
    start: [refcount, { ...setFrozen, onTail: true }],
    threads: [owner, { name: 'pfn walker', acts: [{ kind: 'try', nr: 1, onTail: true, onTrue: [put] }] }],
  },
  {
    name: 'a drop to 0 without a test against a get',
    sequential: 'get-after-last-put',
    start: [refcount],
    threads: [{ name: 'last owner', owns: 1, acts: [drop] }, lookup],
  },
  {
    name: 'a large get that fails against an unfreeze',
    start: [refcount, { kind: 'freeze', nr: 1 }],
    threads: [
      { name: 'freezer', frozen: true, acts: [unfreeze, put] },
      {
        name: 'large get',
        acts: [{ kind: 'try', nr: 1 << 30, onTrue: [{ kind: 'put', nr: 1 << 30, onTrue: [free] }] }],
      },
    ],
  },
];
