import type { LiteralType } from './ir.js';

const ESCAPES: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
};

/**
 * Value of a C number literal in any base, with any suffix; NaN for what is none. Above 2^53 the value is rounded, as
 * `Number` does.
 */
export function numberLiteral(text: string): number {
  const digits = text.replaceAll("'", '');
  const integer = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+)[uUlLzZ]*$/.exec(digits)?.[1];
  if (integer === undefined) return Number.parseFloat(digits);
  return /^0[0-7]+$/.test(integer) ? Number.parseInt(integer, 8) : Number(integer);
}

/**
 * Type of a C integer literal on a 64-bit machine, where it is not `int`: by its suffix and, since what is not written
 * in decimal may be unsigned, by its base.
 */
export function literalType(text: string): LiteralType | undefined {
  const value = numberLiteral(text);
  if (!Number.isInteger(value)) return undefined;
  const suffix = /[uUlL]*$/.exec(text)?.[0].toLowerCase() ?? '';
  const isDecimal = !/^0[xXbB0-7]/.test(text);
  const mayBeUnsigned = suffix.includes('u') || !isDecimal;
  const long = suffix.includes('l') || value > (mayBeUnsigned ? MAX_UNSIGNED : MAX_INT);
  const unsigned = suffix.includes('u') || (!isDecimal && value > (long ? MAX_LONG : MAX_INT));
  if (long) return unsigned ? 'unsigned long' : 'long';
  return unsigned ? 'unsigned int' : undefined;
}

const MAX_INT = 0x7fffffff;
const MAX_UNSIGNED = 0xffffffff;
const MAX_LONG = 2 ** 63 - 1;

/** Value of a C character literal such as `'a'`, `'\n'`, `'\x1b'`, `'\0'`, `L'x'`; of several characters the first. */
export function charLiteral(text: string): number {
  const body = text.slice(text.indexOf("'") + 1, -1);
  if (!body.startsWith('\\')) return body.codePointAt(0) ?? 0;
  const code = body.slice(1);
  if (code.startsWith('x')) return Number.parseInt(code.slice(1), 16);
  if (/^[0-7]/.test(code)) return Number.parseInt(code, 8);
  return ESCAPES[code[0] ?? ''] ?? code.codePointAt(0) ?? 0;
}
