import type { TextCanvas } from './canvas.js';
import { STATEMENT_WORDS } from './keywords.js';
import type { Token } from './lexer.js';
import { type Masking, spanOf } from './masking.js';
import { opensStatement } from './position.js';

/** True for an argument that holds statements: `wait_msec(device, 2000, if (ready(device)) break;)`. */
export function holdsStatement({ tokens, partners }: Masking, from: number, to: number): boolean {
  const first = tokens[from]!.text;
  if (STATEMENT_WORDS.has(first) && !JUMPS.has(first)) return true;
  for (let at = from; at <= to; at++) {
    if (partners[at]! > at) at = partners[at]!;
    else if (tokens[at]!.text === ';') return true;
  }
  return false;
}

const JUMPS = new Set(['return', 'goto', 'break', 'continue']);

/**
 * The arguments from token `from` on are statements. A call that is a statement of its own becomes a loop around them, with the
 * arguments before as its condition; one that is part of an expression becomes a statement expression of them alone.
 */
export function maskStatementArguments(masking: Masking, open: number, from: number): void {
  if (opensStatement(masking, open - 1)) maskAsLoop(masking, open, from);
  else maskAsExpression(masking, open, from);
}

function maskAsLoop({ tokens, partners, canvas, marks }: Masking, open: number, from: number): void {
  const name = tokens[open - 1]!;
  if (from === open + 1) {
    canvas.blank(name);
    canvas.write(tokens[open]!, '{');
  } else {
    canvas.write(name, name.text.length < 5 ? 'if' : 'while');
    canvas.write(tokens[from - 1]!, ')');
    canvas.fill({ start: tokens[from - 1]!.end, end: tokens[from]!.start }, '{');
    marks.set(name.start, { kind: 'iterator', macro: name.text });
  }
  closeBlock(tokens, canvas, partners[open]!);
}

/** The last statement may lack its `;`: then the bracket becomes one, and the `;` behind the call closes the block. */
function closeBlock(tokens: readonly Token[], canvas: TextCanvas, close: number): void {
  const ended = tokens[close - 1]!.text === ';' || tokens[close - 1]!.text === '}' || tokens[close + 1]?.text !== ';';
  canvas.write(tokens[close]!, ended ? '}' : ';');
  if (!ended) canvas.write(tokens[close + 1]!, '}');
}

function maskAsExpression(masking: Masking, open: number, from: number): void {
  const { tokens, partners, canvas } = masking;
  const close = partners[open]!;
  const before = spanOf(masking, open - 1, from - 1);
  canvas.write(before, '({');
  canvas.fill({ start: tokens[close - 1]!.end, end: tokens[close]!.start }, '}');
}
