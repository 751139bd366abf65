import { isCallable } from './keywords.js';
import { listEnd, type Masking, spanOf } from './masking.js';

/**
 * Strings are pasted together with macros that expand to strings: `"%" PRIu64 "\n"`, `pr_fmt "x"`, `"x" __stringify(X)`.
 * Blanks the macros beside the string at `at` and returns the index of the next token to look at.
 */
export function maskStringNeighbours(masking: Masking, at: number): number {
  const { tokens, canvas } = masking;
  const before = wordBefore(masking, at);
  if (before !== undefined) canvas.blank(spanOf(masking, before, at - 1));
  let next = at + 1;
  while (tokens[next]?.kind === 'word' && isCallable(tokens[next]!.text)) {
    const end = listEnd(masking, next) ?? next;
    canvas.blank(spanOf(masking, next, end));
    next = end + 1;
  }
  return next;
}

/** Start of a macro, with or without arguments, that ends right before the token at `at`. */
function wordBefore({ tokens, partners }: Masking, at: number): number | undefined {
  const word = tokens[at - 1]?.text === ')' ? partners[at - 1]! - 1 : at - 1;
  const token = tokens[word];
  return token?.kind === 'word' && isCallable(token.text) ? word : undefined;
}
