import type { Dialect } from '../dialect.js';
import { isCallable, TYPE_WORDS } from '../mask/keywords.js';
import { lex, type Token } from '../mask/lexer.js';

/** A function head out of the text behind `@@`, fit to stand in front of a body. */
export interface SectionHead {
  readonly text: string;
  /** The parameter list was cut off: what follows it in the fragment may be its rest. */
  readonly cut: boolean;
  /** The head up to the last parameter that is there; the rest of the list may follow it. */
  readonly shown: string;
}

/**
 * Recovers a function head from the text that git prints behind `@@`; it may be cut at any character. A parameter that is
 * cut inside its type is left out. Undefined where the text is no function head (a struct, an array, a macro call, nothing).
 */
export function sectionHead(section: string, dialect: Dialect): SectionHead | undefined {
  const tokens = lex(section).tokens.filter(({ text }) => text !== '{');
  const open = tokens.findIndex(
    ({ text }, i) =>
      text === '(' && isCallable(tokens[i - 1]?.text ?? 'if') && dialect.annotation(tokens[i - 1]!.text) !== 'call',
  );
  if (open < 1 || tokens.some(({ text, kind }) => text === ';' || text === '=' || kind === 'directive'))
    return undefined;
  const typed = open > 1 || dialect.functionMacro(tokens[0]!.text) !== undefined;
  const before = `${typed ? '' : 'void '}${join(tokens.slice(0, open + 1))}`;
  const close = closing(tokens, open);
  if (close !== undefined) {
    const text = `${before}${join(tokens.slice(open + 1, close + 1))}`;
    return { text, cut: false, shown: text };
  }
  const list = join(withoutCutParameter(tokens.slice(open + 1)));
  return { text: `${before}${list})`, cut: true, shown: `${before}${list}` };
}

function join(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join(' ');
}

function closing(tokens: readonly Token[], open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]!.text === '(') depth++;
    if (tokens[at]!.text === ')' && --depth === 0) return at;
  }
  return undefined;
}

/** The last parameter is kept where it has a name behind a type; how much of the name is there cannot be known. */
function withoutCutParameter(tokens: readonly Token[]): readonly Token[] {
  const comma = tokens.findLastIndex(({ text }) => text === ',');
  const [before, last] = [tokens.slice(0, Math.max(comma, 0)), tokens.slice(comma + 1)];
  const [type, name] = [last.at(-2), last.at(-1)];
  const whole = name?.kind === 'word' && type !== undefined && !TAGS.has(type.text) && !TYPE_WORDS.has(name.text);
  return whole && isBalanced(last) ? tokens : before;
}

const TAGS = new Set(['struct', 'union', 'enum', 'const']);

function isBalanced(tokens: readonly Token[]): boolean {
  const count = (bracket: string): number => tokens.filter(({ text }) => text === bracket).length;
  return count('(') === count(')');
}
