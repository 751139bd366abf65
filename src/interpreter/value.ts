import type { Cpu, Frame, Value } from './cpu.js';
import { BOOL, type CType, INT, isWide, sameType } from './types.js';

export type Eval = (frame: Frame, cpu: Cpu) => Value;
export type NumberEval = (frame: Frame, cpu: Cpu) => number;

/** A compiled expression. */
export interface Compiled {
  readonly type: CType;
  readonly run: Eval;
  /** The value, where it is the same in every run. */
  readonly constant?: Value;
  /**
   * Of a 64-bit value: its low 32 bits, as an int32. Counts are ints that C widens only to test a bit, and big
   * numbers are slow, so that the ways back to 32 bits are kept open.
   */
  readonly low?: NumberEval;
  /** Of a 64-bit value: the value as a number, where it is known to be exact as one. */
  readonly exact?: NumberEval;
}

/** A constant, narrowed to what its type can hold. */
export function constantOf(type: CType, value: number | bigint): Compiled {
  if (!isWide(type)) {
    const n = narrow(type, Number(value));
    return { type, run: () => n, constant: n };
  }
  const wide = wrap(type, BigInt(value));
  const low = Number(BigInt.asIntN(32, wide));
  const exact = Number(wide);
  return {
    type,
    run: () => wide,
    constant: wide,
    low: () => low,
    ...(Number.isSafeInteger(exact) && { exact: () => exact }),
  };
}

/** The value of a slot, 0 where nothing was stored. */
export function slotOf(type: CType, slot: number): Compiled {
  if (isWide(type)) return { type, run: (frame) => BigInt(frame.slots[slot]!) };
  return { type, run: (frame) => frame.slots[slot]! };
}

/** A 32-bit value or a pointer from a function that makes it; it is made once and for all where `constant` says so. */
export function numberOf(type: CType, run: NumberEval, constant: boolean): Compiled {
  return constant ? constantOf(type, run(NO_FRAME, NO_CPU)) : { type, run };
}

/** Constants are worked out without a machine. */
const NO_FRAME = undefined as unknown as Frame;
const NO_CPU = undefined as unknown as Cpu;

/** A 64-bit value, likewise. */
export function wideOf(type: CType, run: (frame: Frame, cpu: Cpu) => bigint, constant: boolean): Compiled {
  return constant ? constantOf(type, run(NO_FRAME, NO_CPU)) : { type, run };
}

/** The value as a number; only for what is not 64 bits wide. */
export function asNumber(value: Compiled): NumberEval {
  return value.run as NumberEval;
}

/** Brings a number into the range of a type of at most 32 bits. */
export function narrow(type: CType, n: number): number {
  if (type.kind !== 'integer') return n;
  if (type.bool) return Number(n !== 0);
  if (type.bits === 32) return type.signed ? n | 0 : n >>> 0;
  const mask = type.bits === 8 ? 0xff : 0xffff;
  const bits = n & mask;
  return type.signed && bits > mask >> 1 ? bits - mask - 1 : bits;
}

/** Brings a big number into the range of a 64-bit type. */
export function wrap(type: CType, n: bigint): bigint {
  return type.kind === 'integer' && type.signed ? BigInt.asIntN(64, n) : BigInt.asUintN(64, n);
}

/** Is it not 0? */
export function truth(value: Compiled): NumberEval {
  if (isWide(value.type)) {
    const { exact, run } = value;
    return exact ? (frame, cpu) => Number(exact(frame, cpu) !== 0) : (frame, cpu) => Number(run(frame, cpu) !== 0n);
  }
  const run = asNumber(value);
  return (frame, cpu) => (run(frame, cpu) !== 0 ? 1 : 0);
}

/** The value in another type, as an assignment or a cast makes it. */
export function convert(value: Compiled, to: CType): Compiled {
  if (sameType(value.type, to)) return { ...value, type: to };
  if (to.kind === 'void') return { ...(isWide(value.type) ? narrowed(value, INT) : value), type: to };
  if (value.constant !== undefined) return constantIn(value, to);
  if (sameType(to, BOOL)) return { type: to, run: truth(value) };
  if (isWide(to)) return widened(value, to);
  if (isWide(value.type)) return narrowed(value, to);
  const run = asNumber(value);
  if (to.kind === 'pointer' || value.type.kind === 'pointer') return { type: to, run };
  return { type: to, run: (frame, cpu) => narrow(to, run(frame, cpu)) };
}

function constantIn({ constant }: Compiled, to: CType): Compiled {
  if (sameType(to, BOOL)) return constantOf(to, Number(Boolean(constant)));
  if (isWide(to) || typeof constant === 'number') return constantOf(to, constant!);
  return constantOf(to, BigInt.asIntN(32, constant!));
}

function widened(value: Compiled, to: CType): Compiled {
  if (isWide(value.type)) {
    const { run, low } = value;
    return { type: to, run: (frame, cpu) => wrap(to, run(frame, cpu) as bigint), ...(low && { low }) };
  }
  const run = asNumber(value);
  const signedInto = value.type.kind === 'integer' && value.type.signed && to.kind === 'integer' && !to.signed;
  return {
    type: to,
    run: (frame, cpu) => wrap(to, BigInt(run(frame, cpu))),
    low: (frame, cpu) => run(frame, cpu) | 0,
    ...(!signedInto && { exact: run }),
  };
}

function narrowed(value: Compiled, to: CType): Compiled {
  const { run, low, exact } = value;
  if (to.kind === 'pointer') return { type: to, run: exact ?? ((frame, cpu) => Number(run(frame, cpu))) };
  const bits = low ?? ((frame, cpu) => Number(BigInt.asIntN(32, run(frame, cpu) as bigint)));
  return { type: to, run: (frame, cpu) => narrow(to, bits(frame, cpu)) };
}
