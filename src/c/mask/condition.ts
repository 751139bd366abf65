import { lex, type Token } from './lexer.js';

/**
 * Decides the expression of an `#if` without knowing the value of any macro: `isSet` says which names count as defined, and
 * those count as true. A comparison with a name in it counts as `otherwise`, and what cannot be read as false.
 */
export function holds(expression: string, isSet: (name: string) => boolean, otherwise: boolean): boolean {
  const { tokens } = lex(expression);
  if (tokens.length > MAX_TOKENS) return false;
  return truth(readBinary({ tokens, at: 0, isSet, otherwise }, 0));
}

/** Keeps the recursion shallow whatever a file holds. */
const MAX_TOKENS = 1000;

/** A number, or a truth that hangs on the configuration. */
type Value = number | boolean;

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  readonly isSet: (name: string) => boolean;
  readonly otherwise: boolean;
}

const PRECEDENCE: ReadonlyMap<string, number> = new Map(
  ['||', '&&', '|', '^', '&', '== !=', '< > <= >=', '<< >>', '+ -', '* / %'].flatMap((row, i) =>
    row.split(' ').map((op) => [op, i + 1] as const),
  ),
);

function readBinary(reader: Reader, above: number): Value {
  let left = readUnary(reader);
  for (;;) {
    const op = peek(reader);
    const precedence = PRECEDENCE.get(op) ?? 0;
    if (precedence <= above) return left;
    reader.at++;
    left = apply(op, left, readBinary(reader, precedence), reader.otherwise);
  }
}

function readUnary(reader: Reader): Value {
  const token = reader.tokens[reader.at++];
  if (token === undefined) return false;
  if (token.text === '!') return !truth(readUnary(reader));
  if (token.text === '-' || token.text === '~' || token.text === '+') return readUnary(reader);
  if (token.text === '(') {
    const value = readBinary(reader, 0);
    if (peek(reader) === ')') reader.at++;
    return value;
  }
  if (token.kind === 'number') return Number(token.text.replace(/[uUlL]+$/, '')) || 0;
  if (token.kind !== 'word') return false;
  return readName(reader, token.text);
}

/** `X`, `defined X`, `defined(X)`, `IS_ENABLED(CONFIG_X)`, or an unknown macro with arguments. */
function readName(reader: Reader, name: string): Value {
  if (name === 'defined' && peek(reader) !== '(') return readName(reader, reader.tokens[reader.at++]?.text ?? '');
  if (peek(reader) !== '(') return reader.isSet(name);
  const inside = reader.tokens[reader.at + 1]?.text ?? '';
  skipParentheses(reader);
  return reader.isSet(name === 'defined' || name.startsWith('IS_') ? inside : name);
}

function skipParentheses(reader: Reader): void {
  let depth = 0;
  do {
    const text = peek(reader);
    if (text === '(') depth++;
    if (text === ')') depth--;
    reader.at++;
  } while (depth > 0 && reader.at < reader.tokens.length);
}

function peek(reader: Reader): string {
  return reader.tokens[reader.at]?.text ?? '';
}

function truth(value: Value): boolean {
  return value !== false && value !== 0;
}

function apply(op: string, left: Value, right: Value, otherwise: boolean): Value {
  if (op === '||') return truth(left) || truth(right);
  if (op === '&&') return truth(left) && truth(right);
  if (typeof left === 'boolean' || typeof right === 'boolean') return otherwise;
  return compute(op, left, right);
}

function compute(op: string, left: number, right: number): Value {
  switch (op) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '<<':
      return left << right;
    case '>>':
      return left >> right;
    default:
      return left;
  }
}
