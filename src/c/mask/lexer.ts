/** `directive` is one whole logical `#` line; `comment` tokens are not handed out, they are white space. */
export type TokenKind = 'word' | 'number' | 'string' | 'char' | 'punctuator' | 'directive';

/** One token of C; offsets are UTF-16 indices into the text that was read. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  /** Comments between tokens; those inside a directive belong to the directive. */
  readonly comments: readonly Span[];
}

/**
 * Splits C text into tokens. Never throws: an unfinished comment reaches to the end of the text, an unfinished string to the
 * end of its line, and a character that is no C becomes a punctuator of its own.
 */
export function lex(text: string): Lexed {
  const tokens: Token[] = [];
  const comments: Span[] = [];
  let atLineStart = true;
  let at = 0;
  while (at < text.length) {
    const c = text.charCodeAt(at);
    if (c === NEWLINE) atLineStart = true;
    if (isSpace(c)) {
      at++;
      continue;
    }
    const start = at;
    if (startsComment(text, at)) {
      at = commentEnd(text, at);
      comments.push({ start, end: at });
      continue;
    }
    const kind = atLineStart && c === HASH ? 'directive' : kindAt(text, at, c);
    at = tokenEnd(text, at, kind);
    tokens.push({ kind, text: text.slice(start, at), start, end: at });
    atLineStart = false;
  }
  return { tokens, comments };
}

const NEWLINE = 10;
const HASH = 35;
const BACKSLASH = 92;
const SLASH = 47;
const STAR = 42;
const DOT = 46;

/** A lone backslash continues a line and is as good as white space. */
function isSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13) || c === BACKSLASH;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function isWordStart(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c === 36;
}

function startsComment(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== SLASH) return false;
  const next = text.charCodeAt(at + 1);
  return next === STAR || next === SLASH;
}

function commentEnd(text: string, at: number): number {
  if (text.charCodeAt(at + 1) === SLASH) return lineEnd(text, at);
  const close = text.indexOf('*/', at + 2);
  return close < 0 ? text.length : close + 2;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function kindAt(text: string, at: number, c: number): TokenKind {
  if (isWordStart(c)) {
    const quote = text[at + 1];
    if (c === 76 && (quote === '"' || quote === "'")) return quote === '"' ? 'string' : 'char';
    return 'word';
  }
  if (isDigit(c) || (c === DOT && isDigit(text.charCodeAt(at + 1)))) return 'number';
  if (c === 34) return 'string';
  return c === 39 ? 'char' : 'punctuator';
}

function tokenEnd(text: string, at: number, kind: TokenKind): number {
  switch (kind) {
    case 'word':
      return wordEnd(text, at + 1);
    case 'number':
      return numberEnd(text, at);
    case 'string':
    case 'char':
      return literalEnd(text, at);
    case 'directive':
      return directiveEnd(text, at);
    case 'punctuator':
      return at + punctuatorLength(text, at);
  }
}

function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && (isWordStart(text.charCodeAt(end)) || isDigit(text.charCodeAt(end)))) end++;
  return end;
}

/** A preprocessing number: `1e+5`, `0x1fUL`, `1.5`. */
function numberEnd(text: string, at: number): number {
  let end = at + 1;
  for (; end < text.length; end++) {
    const c = text.charCodeAt(end);
    const exponentSign =
      (c === 43 || c === 45) && /[eEpP]/.test(text[end - 1]!) && !/^0[xX]/.test(text.slice(at, at + 2));
    if (c === DOT && text.startsWith('...', end)) break;
    if (!isDigit(c) && !isWordStart(c) && c !== DOT && !exponentSign) break;
  }
  return end;
}

function literalEnd(text: string, at: number): number {
  const open = text[at] === 'L' ? at + 1 : at;
  const quote = text.charCodeAt(open);
  for (let end = open + 1; end < text.length; end++) {
    const c = text.charCodeAt(end);
    if (c === quote) return end + 1;
    if (c === NEWLINE) return end;
    if (c === BACKSLASH) end++;
  }
  return text.length;
}

/** A directive ends with its logical line, but a comment that starts in it may end lines later. */
function directiveEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length) {
    const c = text.charCodeAt(end);
    if (c === NEWLINE) return end;
    if (c === BACKSLASH) end += text.charCodeAt(end + 1) === 13 ? 3 : 2;
    else if (c === 34) end = literalEnd(text, end);
    else if (startsComment(text, end)) end = commentEnd(text, end);
    else end++;
  }
  return text.length;
}

const THREE = new Set(['<<=', '>>=', '...']);
const TWO = new Set('-> ++ -- << >> <= >= == != && || += -= *= /= %= &= ^= |= ##'.split(' '));

function punctuatorLength(text: string, at: number): number {
  if (THREE.has(text.slice(at, at + 3))) return 3;
  return TWO.has(text.slice(at, at + 2)) ? 2 : 1;
}
