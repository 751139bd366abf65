import { blankAnnotation, isStrayAnnotation, maskCleanup } from './annotations.js';
import { maskArguments } from './arguments.js';
import type { FunctionItem } from './functions.js';
import { maskHead } from './head.js';
import type { Masking } from './masking.js';
import { maskStatementMacro, STATEMENT_RULES } from './statements.js';
import { maskStringNeighbours } from './strings.js';

/**
 * Overwrites on the canvas all that the C grammar cannot read in one function, with text of equal length: annotations and
 * unknown words of the head become blanks, loops in the guise of calls become `while`, types as arguments become names.
 */
export function maskFunction(masking: Masking, item: FunctionItem): void {
  maskHead(masking, item);
  for (let at = item.body + 1; at < item.last; ) at = maskToken(masking, at);
}

/** Applies the rules to the token at `at` and returns the index of the next token to look at. */
function maskToken(masking: Masking, at: number): number {
  const { tokens, dialect, canvas } = masking;
  const token = tokens[at]!;
  if (token.kind === 'string') return maskStringNeighbours(masking, at);
  if (token.text === '(') maskArguments(masking, at);
  if (token.kind !== 'word') return at + 1;
  if (dialect.annotation(token.text) !== undefined) return blankAnnotation(masking, at);
  if (dialect.cleanup(token.text)) return maskCleanup(masking, at);
  const rule = STATEMENT_RULES.get(token.text);
  if (rule !== undefined) return rule(masking, at);
  if (!isStrayAnnotation(tokens, at)) return maskStatementMacro(masking, at);
  canvas.blank(token);
  return at + 1;
}
