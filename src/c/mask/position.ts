import type { Partners } from './brackets.js';
import type { Token } from './lexer.js';
import type { Masking } from './masking.js';

/** True where a statement begins at token `at`: behind another one, in a new block, or behind the head of an `if` or a loop. */
export function opensStatement({ tokens, partners, dialect }: Masking, at: number): boolean {
  const before = tokens[at - 1]?.text ?? '';
  if (BEFORE_STATEMENT.has(before)) return true;
  if (before !== ')') return false;
  const control = tokens[partners[at - 1]! - 1];
  if (control?.kind !== 'word') return false;
  return (
    CONTROL_WORDS.has(control.text) ||
    dialect.iterator(control.text) !== undefined ||
    dialect.guard(control.text) === true
  );
}

/** True where the brace at `open` begins a block and not an initialiser. */
export function blockOpensStatement(tokens: readonly Token[], partners: Partners, open: number): boolean {
  const before = tokens[open - 1];
  if (before === undefined || before.text === 'do' || before.text === 'else' || BLOCK_BEFORE.has(before.text))
    return true;
  return before.text === ')' && tokens[partners[open - 1]! - 1]?.kind === 'word';
}

const BEFORE_STATEMENT = new Set([';', '{', '}', 'else', 'do', ':']);
const BLOCK_BEFORE = new Set([';', '{', '}', ':']);
const CONTROL_WORDS = new Set(['if', 'while', 'for', 'switch']);
