import { BOOL, type CType, INT, VOID } from './types.js';

/** What an atomic operation makes of the old value and its operands: what it stores, if anything, and returns. */
export interface Change {
  /** Undefined when the field is not written at all. */
  readonly store?: number;
  readonly ret: number;
}

/** One operation of `atomic_t` (Documentation/atomic_t.txt), its memory order put aside. */
export interface Atomic {
  /** Index of the `atomic_t *` among the arguments; the others are ints, in order. */
  readonly pointer: number;
  readonly operands: number;
  readonly returns: CType;
  readonly apply: (old: number, a: number, b: number) => Change;
}

/** Finds an atomic operation by its kernel name, in any memory order; undefined for what is none of this family. */
export function atomicOf(name: string): Atomic | undefined {
  const base = /^(?:raw_|arch_)?atomic_(\w+?)(?:_relaxed|_acquire|_release)?$/.exec(name)?.[1];
  return base === undefined ? undefined : (PLAIN[base] ?? arithmeticOf(base));
}

const set = (store: number, ret = 0): Change => ({ store, ret });
const keep = (ret: number): Change => ({ ret });

function onField(operands: number, returns: CType, apply: Atomic['apply']): Atomic {
  return { pointer: 0, operands, returns, apply };
}

const PLAIN: Readonly<Record<string, Atomic>> = {
  read: onField(0, INT, (old) => keep(old)),
  set: onField(1, VOID, (_, a) => set(a)),
  xchg: onField(1, INT, (old, a) => set(a, old)),
  cmpxchg: onField(2, INT, (old, a, b) => (old === a ? set(b, old) : keep(old))),
  add_unless: onField(2, BOOL, (old, a, u) => (old === u ? keep(0) : set((old + a) | 0, 1))),
  fetch_add_unless: onField(2, INT, (old, a, u) => (old === u ? keep(old) : set((old + a) | 0, old))),
  inc_not_zero: onField(0, BOOL, (old) => (old === 0 ? keep(0) : set((old + 1) | 0, 1))),
  inc_unless_negative: onField(0, BOOL, (old) => (old < 0 ? keep(0) : set((old + 1) | 0, 1))),
  dec_unless_positive: onField(0, BOOL, (old) => (old > 0 ? keep(0) : set((old - 1) | 0, 1))),
  dec_if_positive: onField(0, INT, (old) => (old <= 0 ? keep((old - 1) | 0) : set(old - 1, old - 1))),
};

/** The operations that come in all forms; `inc` and `dec` have no operand. */
const ARITHMETIC: Readonly<Record<string, (old: number, a: number) => number>> = {
  add: (old, a) => (old + a) | 0,
  sub: (old, a) => (old - a) | 0,
  inc: (old) => (old + 1) | 0,
  dec: (old) => (old - 1) | 0,
  and: (old, a) => old & a,
  andnot: (old, a) => old & ~a,
  or: (old, a) => old | a,
  xor: (old, a) => old ^ a,
};

/** `add`, `fetch_add`, `add_return`, `sub_and_test`, `add_negative` and so on; the operand comes before the pointer. */
function arithmeticOf(base: string): Atomic | undefined {
  const [, fetch, verb = '', form = ''] =
    /^(fetch_)?(add|sub|inc|dec|and|andnot|or|xor)(?:_(return|and_test|negative))?$/.exec(base) ?? [];
  const compute = ARITHMETIC[verb];
  if (!compute || (fetch && form)) return undefined;
  const unary = verb === 'inc' || verb === 'dec';
  const [returns, result] = resultOf(fetch ? 'fetch' : form);
  const apply: Atomic['apply'] = (old, a) => {
    const store = compute(old, a);
    return { store, ret: result(old, store) };
  };
  return { pointer: unary ? 0 : 1, operands: unary ? 0 : 1, returns, apply };
}

function resultOf(form: string): [CType, (old: number, now: number) => number] {
  switch (form) {
    case 'fetch':
      return [INT, (old) => old];
    case 'return':
      return [INT, (_, now) => now];
    case 'and_test':
      return [BOOL, (_, now) => Number(now === 0)];
    case 'negative':
      return [BOOL, (_, now) => Number(now < 0)];
    default:
      return [VOID, () => 0];
  }
}
