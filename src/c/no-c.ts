import type { Token } from './mask/lexer.js';

/** More neighbours than this that no C has: a macro that is not known may bring one or two. */
const MOST = 20;

const AFTER_KEYWORD = /^(?:return|case|goto|else|do|sizeof|in|__extension__|typeof|volatile|asm)$/;
const BINARY = '/ % = == != <= >= < > ? || | ^ . -> , ...'.split(' ');
const OPERATORS = new Set([...BINARY, '+', '-', '!', '~', '&']);
const AFTER_NO_OPERATOR = new Set([...BINARY, ')', ']', ';', '}']);

/**
 * Is what stands between these tokens no C at all? The parser tries to make sense of each error, in time that grows with
 * the square of their number: 10,000 tokens of `[[a]]` take 22 seconds. Such a text is known by its neighbours: two
 * literals, an operator behind an operator.
 */
export function isNoC(tokens: readonly Token[], from: number, to: number): boolean {
  let count = 0;
  for (let at = from + 1; at < to && count <= MOST; at++) if (clash(tokens[at - 1]!, tokens[at]!)) count++;
  return count > MOST;
}

function clash(left: Token, right: Token): boolean {
  const isLiteral = right.kind === 'number' || right.kind === 'char';
  if (left.kind === 'number' || left.kind === 'char')
    return isLiteral || right.kind === 'word' || right.kind === 'string';
  if (left.kind === 'string') return isLiteral;
  if (left.kind === 'word') return isLiteral && !AFTER_KEYWORD.test(left.text);
  if (left.text === '[') return right.text === '[';
  if (left.text === ']') return isLiteral || right.kind === 'word' || right.kind === 'string';
  return OPERATORS.has(left.text) && AFTER_NO_OPERATOR.has(right.text);
}
