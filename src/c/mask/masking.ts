import type { Mark } from '../ast.js';
import type { Dialect } from '../dialect.js';
import type { Partners } from './brackets.js';
import type { TextCanvas } from './canvas.js';
import type { Span, Token } from './lexer.js';

/** What the masking rules work on: the live tokens of a file, and the canvas with its text, which they overwrite. */
export interface Masking {
  readonly tokens: readonly Token[];
  readonly partners: Partners;
  readonly dialect: Dialect;
  readonly canvas: TextCanvas;
  /** By the offset at which the syntax node begins that stands for what was masked. */
  readonly marks: Map<number, Mark>;
}

/** The text from token `from` to token `to`, both included. */
export function spanOf({ tokens }: Masking, from: number, to: number): Span {
  return { start: tokens[from]!.start, end: tokens[to]!.end };
}

/** Index of the bracket that closes the list behind token `at`; undefined where no complete list follows. */
export function listEnd({ tokens, partners }: Masking, at: number): number | undefined {
  return tokens[at + 1]?.text === '(' && partners[at + 1]! > 0 ? partners[at + 1] : undefined;
}

/** The same for an opening bracket: `[from, to]` of each argument between it and its partner; `to < from` for an empty one. */
export function argumentRanges({ tokens, partners }: Masking, open: number): readonly (readonly [number, number])[] {
  const close = partners[open]!;
  const ranges: [number, number][] = [];
  let from = open + 1;
  for (let at = from; at < close; at++) {
    if (partners[at]! > at) at = partners[at]!;
    if (tokens[at]!.text !== ',') continue;
    ranges.push([from, at - 1]);
    from = at + 1;
  }
  if (close > open + 1) ranges.push([from, close - 1]);
  return ranges;
}
