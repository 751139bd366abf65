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

/** Value of a C character literal such as `'a'`, `'\n'`, `'\x1b'`, `'\0'`, `L'x'`; of several characters the first. */
export function charLiteral(text: string): number {
  const body = text.slice(text.indexOf("'") + 1, -1);
  if (!body.startsWith('\\')) return body.codePointAt(0) ?? 0;
  const code = body.slice(1);
  if (code.startsWith('x')) return Number.parseInt(code.slice(1), 16);
  if (/^[0-7]/.test(code)) return Number.parseInt(code, 8);
  return ESCAPES[code[0] ?? ''] ?? code.codePointAt(0) ?? 0;
}
