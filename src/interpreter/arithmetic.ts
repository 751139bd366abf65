import type { BinaryOp } from '../c/index.js';
import { SemanticsError } from '../page/index.js';
import { addPages, pagesBetween } from './address.js';
import { type CType, commonType, INT, isWide, LONG, promoted } from './types.js';
import {
  asNumber,
  type Compiled,
  constantOf,
  convert,
  type NumberEval,
  narrow,
  numberOf,
  truth,
  wideOf,
  wrap,
} from './value.js';

/** `left op right` in C: the usual conversions, wrapping, and pointers that count in pages. */
export function binaryOf(op: BinaryOp, left: Compiled, right: Compiled): Compiled {
  const constant = left.constant !== undefined && right.constant !== undefined;
  if (left.type.kind === 'pointer' || right.type.kind === 'pointer') return onPointers(op, left, right);
  if (op === '<<' || op === '>>') return shift(op, left, right, constant);
  const type = commonType(left.type, right.type);
  const [a, b] = [convert(left, type), convert(right, type)];
  if (isComparison(op)) return compare(op, a, b, constant);
  return isWide(type) ? onWide(op, type, a, b, constant) : onNumbers(op, type, asNumber(a), asNumber(b), constant);
}

/** `op of`. */
export function unaryOf(op: '-' | '~' | '!' | '+', of: Compiled): Compiled {
  const constant = of.constant !== undefined;
  if (op === '!') {
    const isTrue = truth(of);
    return numberOf(INT, (frame, cpu) => 1 - isTrue(frame, cpu), constant);
  }
  const type = promoted(of.type);
  const value = convert(of, type);
  if (op === '+') return value;
  return op === '-'
    ? binaryOf('-', constantOf(type, 0), value)
    : binaryOf('^', value, constantOf(type, isWide(type) ? -1n : -1));
}

function isComparison(op: BinaryOp): boolean {
  return ['==', '!=', '<', '<=', '>', '>='].includes(op);
}

type Relation = (a: number | bigint, b: number | bigint) => boolean;

const RELATIONS: Readonly<Partial<Record<BinaryOp, Relation>>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function compare(op: BinaryOp, a: Compiled, b: Compiled, constant: boolean): Compiled {
  const holds = RELATIONS[op]!;
  const [left, right] = a.exact && b.exact ? [a.exact, b.exact] : [a.run, b.run];
  return numberOf(INT, (frame, cpu) => (holds(left(frame, cpu), right(frame, cpu)) ? 1 : 0), constant);
}

function onPointers(op: BinaryOp, left: Compiled, right: Compiled): Compiled {
  if (isComparison(op)) {
    const type = left.type.kind === 'pointer' ? left.type : right.type;
    return compare(op, convert(left, type), convert(right, type), false);
  }
  const [pointer, other] = left.type.kind === 'pointer' ? [left, right] : [right, left];
  const at = asNumber(pointer);
  if (other.type.kind === 'pointer' && op === '-') {
    const from = asNumber(other);
    return wideOf(LONG, (frame, cpu) => BigInt(pagesBetween(at(frame, cpu), from(frame, cpu))), false);
  }
  if ((op !== '+' && op !== '-') || other.type.kind === 'pointer')
    throw new SemanticsError(`a pointer with the operator ${op}`);
  const count = asNumber(convert(other, INT));
  const sign = op === '+' ? 1 : -1;
  return numberOf(pointer.type, (frame, cpu) => addPages(at(frame, cpu), sign * count(frame, cpu)), false);
}

function shift(op: '<<' | '>>', left: Compiled, right: Compiled, constant: boolean): Compiled {
  const type = promoted(left.type);
  const value = convert(left, type);
  const by = asNumber(convert(right, INT));
  if (isWide(type)) {
    const { run } = value;
    return wideOf(
      type,
      (frame, cpu) => {
        const [n, count] = [run(frame, cpu) as bigint, BigInt(by(frame, cpu) & 63)];
        return wrap(type, op === '<<' ? n << count : n >> count);
      },
      constant,
    );
  }
  const run = asNumber(value);
  const right32: NumberEval = isSigned(type)
    ? (frame, cpu) => run(frame, cpu) >> by(frame, cpu)
    : (frame, cpu) => run(frame, cpu) >>> by(frame, cpu);
  const left32: NumberEval = (frame, cpu) => narrow(type, run(frame, cpu) << by(frame, cpu));
  return numberOf(type, op === '<<' ? left32 : right32, constant);
}

function isSigned(type: CType): boolean {
  return type.kind === 'integer' && type.signed;
}

type Arithmetic = (a: number, b: number) => number;

const ON_NUMBERS: Readonly<Partial<Record<BinaryOp, Arithmetic>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => Math.imul(a, b),
  '/': (a, b) => Math.trunc(a / divisor(b)),
  '%': (a, b) => a % divisor(b),
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
};

function divisor<T extends number | bigint>(n: T): T {
  if (!n) throw new SemanticsError('a division by zero');
  return n;
}

function onNumbers(op: BinaryOp, type: CType, a: NumberEval, b: NumberEval, constant: boolean): Compiled {
  const apply = ON_NUMBERS[op]!;
  const run: NumberEval = isSigned(type)
    ? (frame, cpu) => apply(a(frame, cpu), b(frame, cpu)) | 0
    : (frame, cpu) => apply(a(frame, cpu), b(frame, cpu)) >>> 0;
  return numberOf(type, run, constant);
}

const ON_WIDE: Readonly<Partial<Record<BinaryOp, (a: bigint, b: bigint) => bigint>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / divisor(b),
  '%': (a, b) => a % divisor(b),
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
};

function onWide(op: BinaryOp, type: CType, a: Compiled, b: Compiled, constant: boolean): Compiled {
  const masked = op === '&' && !constant ? maskLow(type, a, b) : undefined;
  if (masked) return masked;
  const apply = ON_WIDE[op]!;
  return wideOf(
    type,
    (frame, cpu) => wrap(type, apply(a.run(frame, cpu) as bigint, b.run(frame, cpu) as bigint)),
    constant,
  );
}

/** `count & BIT(31)`: a mask of 32 bits leaves nothing of the upper half. */
function maskLow(type: CType, a: Compiled, b: Compiled): Compiled | undefined {
  const [value, mask] = a.constant === undefined ? [a, b] : [b, a];
  const { constant } = mask;
  if (typeof constant !== 'bigint' || constant < 0n || constant > 0xffffffffn || !value.low) return undefined;
  const [low, bits] = [value.low, Number(constant)];
  const exact: NumberEval = (frame, cpu) => (low(frame, cpu) & bits) >>> 0;
  return {
    type,
    run: (frame, cpu) => BigInt(exact(frame, cpu)),
    low: (frame, cpu) => low(frame, cpu) & bits,
    exact,
  };
}
