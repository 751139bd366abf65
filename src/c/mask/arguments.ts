import { isCallable, OPERATOR_WORDS, TYPE_WORDS } from './keywords.js';
import { argumentRanges, type Masking, spanOf } from './masking.js';
import { holdsStatement, maskStatementArguments } from './statement-arguments.js';

/**
 * Makes every argument of the call whose list opens at `open` an expression: a type keeps its last word only
 * (`container_of(p, struct x, m)`), an operator or a missing argument becomes `0`, `return -E` becomes `-E`.
 * The brackets of `if`, `sizeof`, casts and declarators are left alone.
 */
export function maskArguments(masking: Masking, open: number): void {
  const callee = masking.tokens[open - 1];
  if (!(masking.partners[open]! > open) || callee?.kind !== 'word' || !isCallable(callee.text)) return;
  const ranges = argumentRanges(masking, open);
  const statements = ranges.findIndex(([from, to]) => holdsStatement(masking, from, to));
  if (statements >= 0) maskStatementArguments(masking, open, ranges[statements]![0]);
  else maskExpressions(masking, open, ranges);
}

function maskExpressions(masking: Masking, open: number, ranges: readonly (readonly [number, number])[]): void {
  const { tokens, partners } = masking;
  let end = open;
  for (const [from, to] of ranges) {
    if (to < from) fillEmpty(masking, end, from);
    else maskArgument(masking, from, to);
    end = to + 1;
  }
  if (tokens[end]?.text === ',' && end === partners[open]! - 1) fillEmpty(masking, end, end + 1);
}

function maskArgument(masking: Masking, from: number, to: number): void {
  const { tokens, canvas } = masking;
  const { kind, text } = tokens[from]!;
  if (JUMPS.has(text)) maskJump(masking, from, to);
  else if (from === to && kind === 'punctuator') canvas.write(tokens[from]!, '0');
  else if (TYPE_WORDS.has(text) || isPointerType(masking, from, to)) maskType(masking, from, to);
}

const JUMPS = new Set(['return', 'goto', 'break', 'continue']);

function maskJump({ tokens, canvas }: Masking, from: number, to: number): void {
  if (from === to) canvas.write(tokens[from]!, '0');
  else canvas.blank(tokens[from]!);
}

/** `u8 *`, a typedef with a star behind it and nothing more. */
function isPointerType({ tokens }: Masking, from: number, to: number): boolean {
  return tokens[from]!.kind === 'word' && !OPERATOR_WORDS.has(tokens[from]!.text) && tokens[to]!.text === '*';
}

/** Leaves the last word: the tag, the declared name, or for `unsigned long` a word that is no keyword any more. */
function maskType(masking: Masking, from: number, to: number): void {
  const { tokens, canvas } = masking;
  let last = to;
  while (last > from && tokens[last]!.kind !== 'word') last--;
  const { text } = tokens[last]!;
  canvas.blank(spanOf(masking, from, to));
  canvas.write(tokens[last]!, TYPE_WORDS.has(text) ? `_${text.slice(1)}` : text);
}

/** Puts a `0` between two tokens with nothing but space between them, where there is room. */
function fillEmpty({ tokens, canvas }: Masking, before: number, behind: number): void {
  canvas.fill({ start: tokens[before]!.end, end: tokens[behind]!.start }, '0');
}
