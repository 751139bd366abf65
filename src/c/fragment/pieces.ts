import type { Dialect } from '../dialect.js';
import { type Partners, pairBrackets } from '../mask/brackets.js';
import { isCallable } from '../mask/keywords.js';
import type { Token } from '../mask/lexer.js';

/** A run of tokens of a fragment that belong to one function; `to` is exclusive. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** Index of the body's opening brace where the fragment shows the function's head, which then begins at `from`. */
  readonly body?: number;
  /** The last token of the piece is the brace that closes the function. */
  readonly closed: boolean;
}

/**
 * Splits the tokens of a fragment at the function heads in it: the rest of the function that the fragment begins in, then one
 * piece a head. `endsFunction` tells whether a closing brace is in column 1. What stands between functions is left out.
 */
export function splitPieces(
  tokens: readonly Token[],
  dialect: Dialect,
  endsFunction: (token: Token) => boolean,
): readonly Piece[] {
  const partners = pairBrackets(tokens);
  const heads = functionHeads(tokens, partners, dialect);
  const first = leadingPiece(tokens, partners, heads[0]?.from, endsFunction);
  const others = heads.map(({ from, body }, i): Piece => {
    const close = partners[body]!;
    return close > body
      ? { from, to: close + 1, body, closed: true }
      : { from, to: heads[i + 1]?.from ?? tokens.length, body, closed: false };
  });
  return first === undefined ? others : [first, ...others];
}

/** The function that is open where the fragment begins ends at the last brace before the next head, or is not seen to end. */
function leadingPiece(
  tokens: readonly Token[],
  partners: Partners,
  nextHead: number | undefined,
  endsFunction: (token: Token) => boolean,
): Piece | undefined {
  const limit = nextHead ?? tokens.length;
  let end = -1;
  for (let at = 0; at < limit; at++) {
    if (tokens[at]!.text !== '}' || partners[at]! >= 0) continue;
    if (nextHead !== undefined || endsFunction(tokens[at]!)) end = at;
  }
  if (end >= 0) return { from: 0, to: end + 1, closed: true };
  return nextHead === undefined && limit > 0 ? { from: 0, to: limit, closed: false } : undefined;
}

interface Head {
  readonly from: number;
  readonly body: number;
}

/** `type name(…) {`: inside a body a name never follows a name in front of a block. */
function functionHeads(tokens: readonly Token[], partners: Partners, dialect: Dialect): readonly Head[] {
  const heads: Head[] = [];
  for (let body = 0; body < tokens.length; body++) {
    if (tokens[body]!.text !== '{') continue;
    const close = behindAnnotations(tokens, body, dialect);
    const name = tokens[close]?.text === ')' ? partners[close]! - 1 : -1;
    if (name < 0 || tokens[name]!.kind !== 'word' || !isCallable(tokens[name]!.text)) continue;
    const from = headStart(tokens, partners, name);
    if (from < name || dialect.functionMacro(tokens[name]!.text) !== undefined) heads.push({ from, body });
  }
  return heads;
}

function behindAnnotations(tokens: readonly Token[], body: number, dialect: Dialect): number {
  let at = body - 1;
  while (at >= 0 && tokens[at]!.kind === 'word' && dialect.annotation(tokens[at]!.text) !== undefined) at--;
  return at;
}

/** Goes back over the words and stars of a return type, and over the lists of annotations. */
function headStart(tokens: readonly Token[], partners: Partners, name: number): number {
  let from = name;
  for (let at = name - 1; at >= 0; at--) {
    const { kind, text } = tokens[at]!;
    if (kind === 'word' && NO_TYPE.has(text)) return name;
    if (text === ')' && partners[at]! > 0 && from < name && tokens[partners[at]! - 1]!.text.startsWith('__'))
      at = partners[at]!;
    else if (kind !== 'word' && text !== '*') break;
    else from = at;
  }
  return from;
}

const NO_TYPE = new Set(['else', 'do', 'return', 'case', 'goto']);
