import type { BinaryOp } from '../c/index.js';

/**
 * A symbolic value. Two values with the same key are the same value. Keys read like C, so that they can be shown:
 * the initial value of parameter `vmf` is `vmf`, what is read through it `vmf->page`, the result of a call
 * `folio_alloc()@12:10#1` (place and iteration).
 */
export type Value =
  | { readonly kind: 'int'; readonly key: string; readonly value: number }
  | { readonly kind: 'symbol'; readonly key: string; readonly source: Source }
  /** The address of a cell: `&folio` handed to an out-parameter. `ofPointer`: the cell is one pointer, and no container. */
  | { readonly kind: 'address'; readonly key: string; readonly cell: string; readonly ofPointer?: true }
  /** Another pointer into the same folio (`page_folio(page)`, `folio_page(folio, n)`): same object, not the same pointer. */
  | { readonly kind: 'alias'; readonly key: string; readonly of: Value }
  | { readonly kind: 'operation'; readonly key: string; readonly op: Operator; readonly operands: readonly Value[] };

export type Operator = BinaryOp | '!' | '~' | 'neg' | 'pure';

/** Where a symbol was born. */
export type Source =
  | { readonly kind: 'cell'; readonly cell: string }
  /** `fills`: not the result but what the callee put into a pointer of the caller's. */
  | { readonly kind: 'call'; readonly callee: string; readonly line: number; readonly fills?: true }
  /** An enumerator or macro constant. */
  | { readonly kind: 'constant' }
  /** A local before it was given a value. */
  | { readonly kind: 'unset' }
  | { readonly kind: 'unknown' };

export const NULL: Value = int(0);

/** A known number; equal numbers are equal values. */
export function int(value: number): Value {
  return { kind: 'int', key: String(value), value };
}

/** A value that is only known by where it was born; `key` names it, so that it must differ for each birth. */
export function symbol(key: string, source: Source): Value {
  return { kind: 'symbol', key, source };
}

/** `&cell`, which is never NULL. */
export function address(cell: string, ofPointer = false): Value {
  return { kind: 'address', key: `&${cell}`, cell, ...(ofPointer ? { ofPointer } : {}) };
}

/** Another pointer into the folio of `of`, made at `site`; an alias of an alias is one of the first object. */
export function alias(of: Value, site: string): Value {
  const base = objectOf(of);
  return { kind: 'alias', key: `~${base.key}@${site}`, of: base };
}

/**
 * The value that stands for the page or folio which `v` points into. The elements of an array that are read by an index
 * which is no constant are one object: which of them a loop has come to is not known. Calls that may write the structure
 * around an array leave it where it is.
 */
export function objectOf(v: Value): Value {
  if (v.kind === 'alias') return objectOf(v.of);
  if (v.kind !== 'symbol' || v.source.kind !== 'cell' || !ELEMENT.test(v.key)) return v;
  const cell = v.key.replace(ELEMENT, '[]');
  return symbol(cell, { kind: 'cell', cell });
}

const ELEMENT = /('\d+)?\[(?!\d+\])[^\]]*\]('\d+)?$/;

/** A pure expression; constants are folded, `!` and comparisons are kept so that a later branch can use them. */
export function operation(op: Operator, operands: readonly Value[], name = ''): Value {
  const folded = fold(op, operands);
  if (folded !== undefined) return int(folded);
  const keys = operands.map((o) => o.key);
  const key = op === 'pure' ? `${name}(${keys.join(',')})` : `(${keys.length > 1 ? keys.join(op) : op + keys[0]})`;
  return { kind: 'operation', key, op, operands };
}

function fold(op: Operator, operands: readonly Value[]): number | undefined {
  if (op === 'pure') return undefined;
  const [a, b] = operands;
  if (a?.kind !== 'int') return undefined;
  if (operands.length === 1) return foldUnary(op, a.value);
  return b?.kind === 'int' ? foldBinary(op, a.value, b.value) : undefined;
}

function foldUnary(op: Operator, a: number): number | undefined {
  if (op === '!') return a === 0 ? 1 : 0;
  if (op === 'neg') return -a;
  return op === '~' ? ~a : undefined;
}

function foldBinary(op: Operator, a: number, b: number): number | undefined {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? undefined : Math.trunc(a / b);
    case '==':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
    case '<':
      return Number(a < b);
    case '<=':
      return Number(a <= b);
    case '>':
      return Number(a > b);
    case '>=':
      return Number(a >= b);
    default:
      return foldBits(op, a, b);
  }
}

/** Bit operators only inside 31 bits: beyond them JavaScript's answer is not C's. */
function foldBits(op: Operator, a: number, b: number): number | undefined {
  if (a < 0 || b < 0 || a > 0x7fffffff || b > 0x7fffffff) return undefined;
  if (op === '&') return a & b;
  if (op === '|') return a | b;
  if (op === '^') return a ^ b;
  if (op === '>>' && b < 31) return a >> b;
  if (op === '<<' && b < 31 && a * 2 ** b <= 0x7fffffff) return a << b;
  return op === '%' && b > 0 ? a % b : undefined;
}

/**
 * What stays of a key when places, iterations, epochs and indices are taken away: the root by which two versions of a
 * function are compared. `pages[i]'2` becomes `pages[]`, `folio_alloc()@12:10#1` becomes `folio_alloc()`.
 */
export function rootOf(key: string): string {
  return key
    .replace(/@\d+:\d+(#\d+)?/g, '')
    .replace(/'\d+/g, '')
    .replace(/\[[^\]]*\]/g, '[]');
}
