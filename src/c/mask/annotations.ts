import { isCallable } from './keywords.js';
import type { Token } from './lexer.js';
import { listEnd, type Masking, spanOf } from './masking.js';

/** Blanks the annotation at `at`, with its arguments where it takes some, and returns the index of the token behind it. */
export function blankAnnotation(masking: Masking, at: number): number {
  const takesList = masking.dialect.annotation(masking.tokens[at]!.text) === 'call';
  const end = (takesList ? listEnd(masking, at) : undefined) ?? at;
  masking.canvas.blank(spanOf(masking, at, end));
  return end + 1;
}

/**
 * `struct x __something *p`: a word that begins with two underscores between a tag and what is declared is an annotation,
 * also where the dialect does not know it.
 */
export function isStrayAnnotation(tokens: readonly Token[], at: number): boolean {
  const [tag, name, next] = [tokens[at - 2], tokens[at - 1], tokens[at + 1]];
  if (
    !tokens[at]!.text.startsWith('__') ||
    name?.kind !== 'word' ||
    !(tag?.text === 'struct' || tag?.text === 'union' || tag?.text === 'enum')
  )
    return false;
  return next?.text === '*' || (next?.kind === 'word' && isCallable(next.text));
}

/** `T *p __free(name) = …`: blanks the attribute and marks the declaration with the cleanup's name. */
export function maskCleanup(masking: Masking, at: number): number {
  const { tokens, canvas, marks } = masking;
  const end = listEnd(masking, at);
  if (end === undefined) return at + 1;
  canvas.blank(spanOf(masking, at, end));
  marks.set(tokens[statementStart(tokens, at)]!.start, { kind: 'cleanup', function: tokens[at + 2]?.text ?? '' });
  return end + 1;
}

function statementStart(tokens: readonly Token[], at: number): number {
  let start = at;
  while (start > 0 && !ENDS_STATEMENT.has(tokens[start - 1]!.text)) start--;
  return start;
}

const ENDS_STATEMENT = new Set([';', '{', '}', '(', ':']);
