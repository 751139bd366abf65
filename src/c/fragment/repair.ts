import { type Partners, pairBrackets } from '../mask/brackets.js';
import { STATEMENT_WORDS } from '../mask/keywords.js';
import type { Token } from '../mask/lexer.js';

/** The name that stands in repaired text for an expression that the fragment does not show. */
export const CUT = '__cut__';

/** How to make a block of whole statements out of the part of a body that a fragment shows. */
export interface Repair {
  /** The tokens that are kept; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
  /** Text in front of and behind the kept tokens. */
  readonly prefix: string;
  readonly suffix: string;
  /** Kept opening braces whose block the fragment does not close. */
  readonly unclosed: readonly number[];
}

/**
 * Repairs the statements of a body (without the body's own braces). Leaves out the rest of a statement that began above and the
 * start of one that ends below; opens the blocks that are only closed, as `if`, `switch` or `do` by what they hold and by what
 * follows; closes the blocks that are only opened. Undefined where no whole statement is left.
 */
export function repairStatements(tokens: readonly Token[], isLoop: (word: string) => boolean): Repair | undefined {
  const partners = pairBrackets(tokens);
  const start = cutStart(tokens, partners);
  const end = cutEnd(tokens, partners, start.from, isLoop);
  if (end.to <= start.from) return undefined;
  const closers = unpaired(tokens, partners, '}', start.from, end.to);
  const unclosed = unpaired(tokens, partners, '{', start.from, end.to);
  const openers = closers.map((at, i) => opener(tokens, partners, i === 0 ? start.from : closers[i - 1]! + 1, at));
  const outside = hasCase(tokens, partners, (closers.at(-1) ?? start.from - 1) + 1, end.to);
  return {
    from: start.from,
    to: end.to,
    prefix: [...(outside ? [SWITCH] : []), ...openers.reverse(), start.lead].join(' '),
    suffix: [end.trail, ...unclosed.toReversed().map((at) => closer(tokens, at)), outside ? '; }' : ''].join(' '),
    unclosed,
  };
}

const IF = `if (${CUT})`;
const SWITCH = `switch (${CUT}) {`;

interface Start {
  readonly from: number;
  /** Text that stands for the head of the statement whose rest is kept. */
  readonly lead: string;
}

function cutStart(tokens: readonly Token[], partners: Partners): Start {
  const closes = (text: string): boolean => text === ')' || text === ']';
  const last = tokens.findLastIndex(({ text }, at) => closes(text) && partners[at]! < 0);
  const first = tokens[last + 1];
  if (first === undefined) return { from: tokens.length, lead: '' };
  if (last < 0 && first.text === 'else') return { from: 0, lead: `${IF} ;` };
  if (last < 0 && !CONTINUES.has(first.text) && first.kind !== 'string') return { from: 0, lead: '' };
  if (last >= 0 && !CONTINUES.has(first.text)) return { from: last + 1, lead: IF };
  return behindStatement(tokens, partners, last + 1);
}

/** Tokens that cannot begin a statement. */
const CONTINUES = new Set(
  '; , = == != < > <= >= + / % | ^ && || ? : . -> += -= *= /= %= &= |= ^= << >> <<= >>='.split(' '),
);

function behindStatement(tokens: readonly Token[], partners: Partners, from: number): Start {
  for (let at = from; at < tokens.length; at++) {
    if (partners[at]! > at && tokens[at]!.text !== '{') at = partners[at]!;
    const { text } = tokens[at]!;
    if (text === '{') return { from: at, lead: IF };
    if (text === '}') return { from: at, lead: '' };
    if (text === ';') return { from: at + 1, lead: tokens[at + 1]?.text === 'else' ? `${IF} ;` : '' };
  }
  return { from: tokens.length, lead: '' };
}

interface End {
  readonly to: number;
  /** The body of a statement whose head is the last thing shown. */
  readonly trail: string;
}

function cutEnd(tokens: readonly Token[], partners: Partners, from: number, isLoop: (word: string) => boolean): End {
  const open = tokens.findIndex((_, at) => at >= from && isOpenExpression(tokens, partners, at));
  if (open >= 0) return { to: statementStart(tokens, partners, open, from), trail: '' };
  const last = tokens.length - 1;
  const { text, kind } = tokens[last] ?? { text: ';', kind: 'punctuator' };
  if (text === ';' || text === '{' || text === '}' || text === ':') return { to: tokens.length, trail: '' };
  const control = tokens[text === ')' ? partners[last]! - 1 : last];
  const heads = text === ')' && control?.kind === 'word' && (HEADS.has(control.text) || isLoop(control.text));
  if (heads || (kind === 'word' && (text === 'else' || text === 'do')))
    return { to: tokens.length, trail: trailFor(text) };
  return { to: statementStart(tokens, partners, last, from), trail: '' };
}

const HEADS = new Set(['if', 'while', 'for', 'switch']);

function trailFor(last: string): string {
  return last === 'do' ? `{ } while (${CUT});` : '{ }';
}

/** A bracket of an expression or an initialiser that the fragment does not close. */
function isOpenExpression(tokens: readonly Token[], partners: Partners, at: number): boolean {
  const { text } = tokens[at]!;
  if (partners[at]! >= 0) return false;
  return text === '(' || text === '[' || (text === '{' && INITIALISES.has(tokens[at - 1]?.text ?? ''));
}

const INITIALISES = new Set(['=', ',', '(']);

function statementStart(tokens: readonly Token[], partners: Partners, at: number, from: number): number {
  let start = at;
  for (; start > from; start--) {
    const before = tokens[start - 1]!.text;
    if (before === ';' || before === '{' || before === ':') break;
    if (before === '}' && !(tokens[start]!.text === 'else')) break;
    if (partners[start - 1]! >= 0 && partners[start - 1]! < start - 1)
      start = Math.max(partners[start - 1]! + 1, from + 1);
  }
  return start;
}

function unpaired(tokens: readonly Token[], partners: Partners, brace: string, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = from; at < to; at++) {
    const alone = partners[at]! < from || partners[at]! >= to;
    if (tokens[at]!.text === brace && alone) found.push(at);
  }
  return found;
}

/** What may have opened the block that closes at `close`. */
function opener(tokens: readonly Token[], partners: Partners, from: number, close: number): string {
  const [next, list] = [tokens[close + 1]?.text, close + 2];
  if (next === 'else') return `${IF} {`;
  const tail = tokens[list]?.text === '(' ? tokens[partners[list]! + 1] : undefined;
  if (next === 'while' && tail?.text === ';') return 'do {';
  return hasCase(tokens, partners, from, close) ? SWITCH : `${IF} {`;
}

function closer(tokens: readonly Token[], open: number): string {
  return tokens[open - 1]?.text === 'do' ? `; } while (${CUT});` : '; }';
}

/** True where a `case` or `default` label stands directly in the range, not in a block of it. */
function hasCase(tokens: readonly Token[], partners: Partners, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const { kind, text } = tokens[at]!;
    if (text === '{' && partners[at]! > at) at = partners[at]!;
    else if (text === '{') return false;
    else if (kind === 'word' && STATEMENT_WORDS.has(text) && (text === 'case' || text === 'default')) return true;
  }
  return false;
}
