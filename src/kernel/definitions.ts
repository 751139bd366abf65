import { isCallable } from '../c/index.js';

/** A function or a function-like macro, as the text of a file shows it without parsing. */
export interface Definition {
  readonly name: string;
  readonly kind: 'function' | 'macro';
  readonly path: string;
  /** Visible in its own file only; inline functions of headers are, too, wherever the header is included. */
  readonly static: boolean;
  /** 1-based line of the head. */
  readonly line: number;
  /** From the head to the closing brace, or the macro with its continuation lines. */
  readonly text: () => string;
  /** Does nothing and answers a constant: what a header gives kernels without a feature, or machines without code for it. */
  readonly isStub: () => boolean;
  /** Names of everything that is called in the body, macros and casts that look like calls included. */
  readonly calls: () => ReadonlySet<string>;
}

/**
 * Finds the definitions of a file in kernel style: heads begin in the first column, and so does the brace that closes a
 * body. It is a quick look (a header takes microseconds, where parsing takes milliseconds) and may miss what is written
 * in another way; nothing is concluded from a definition that it does not see.
 */
export function definitionsIn(path: string, text: string): Definition[] {
  return [...functionsIn(path, text), ...macrosIn(path, text)];
}

/** No head is longer; the bound keeps a text without braces from costing a quadratic search. */
const HEAD = /^[A-Za-z_][^;{}#]{0,1000}?\)[^;{}#()=]{0,200}\{/gm;

function functionsIn(path: string, text: string): Definition[] {
  const found: Definition[] = [];
  const line = lineCounter(text);
  const closing = closingBraces(text);
  for (const { 0: head, index } of text.matchAll(HEAD)) {
    const name = nameOf(head);
    if (name === undefined) continue;
    const end = closing(index + head.length);
    const body = () => text.slice(index, end);
    found.push({
      name,
      kind: 'function',
      path,
      static: /^(?:\w+\s+)*?(static|inline|__always_inline)\b/.test(head),
      line: line(index),
      text: body,
      isStub: () => end - index - head.length <= LONGEST_STUB && STUB.test(text.slice(index + head.length, end)),
      calls: once(() => callsIn(text.slice(index + head.length, end))),
    });
  }
  return found;
}

/** Attributes of include/linux/compiler_attributes.h and friends that take arguments, as function names do. */
const ATTRIBUTE =
  /^(__attribute__|__printf|__scanf|__section|__aligned|__alloc_size|__assume_aligned|__acquires|__releases|__must_hold|__cond_acquires|__diag|__no_sanitize|EXPORT_SYMBOL\w*)$/;

/** The first word in front of a parenthesis that can be the name; SYSCALL_DEFINE and its like define other names. */
function nameOf(head: string): string | undefined {
  for (const [, word = ''] of head.matchAll(/([A-Za-z_]\w*)\s*\(/g)) {
    if (ATTRIBUTE.test(word)) continue;
    return isCallable(word) && !/^[A-Z0-9_]+$/.test(word) ? word : undefined;
  }
  return undefined;
}

/** Nothing, or the return of a name, a number or an error. */
const LONGEST_STUB = 200;
const STUB = /^\s*(?:return\s*[\w()\s*-]*;)?\s*\}$/;

/**
 * Finds the end of a body behind its opening brace: behind the brace that closes it on the same line, or the first one in
 * the first column. Offsets must not go back, so that bodies without an end are not searched for it one by one.
 */
function closingBraces(text: string): (open: number) => number {
  let margin = -1;
  return (open) => {
    const lineEnd = text.indexOf('\n', open);
    const end = closingOnLine(text, open, lineEnd < 0 ? text.length : lineEnd);
    if (end !== undefined) return end;
    if (margin < open) margin = text.indexOf('\n}', open);
    if (margin < 0) margin = Number.POSITIVE_INFINITY;
    return Math.min(text.length, margin + 2);
  };
}

function closingOnLine(text: string, open: number, lineEnd: number): number | undefined {
  let depth = 1;
  for (let i = open; i < lineEnd; i++) {
    if (text[i] === '{') depth++;
    if (text[i] === '}' && --depth === 0) return i + 1;
  }
  return undefined;
}

const MACRO = /^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)\([^)\n]*\)((?:[^\n\\]|\\[^\n]|\\\r?\n)*)/gm;

function macrosIn(path: string, text: string): Definition[] {
  const line = lineCounter(text);
  return [...text.matchAll(MACRO)].map(({ 0: all, 1: name = '', 2: body = '', index }) => ({
    name,
    kind: 'macro',
    path,
    static: true,
    line: line(index),
    text: () => all,
    isStub: () => false,
    calls: once(() => callsIn(body)),
  }));
}

function callsIn(body: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, name = ''] of body.matchAll(/\b([A-Za-z_]\w*)\s*\(/g)) if (isCallable(name)) names.add(name);
  return names;
}

/** The 1-based line of an offset; offsets must not go back. */
function lineCounter(text: string): (offset: number) => number {
  let [line, at] = [1, 0];
  return (offset) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      line++;
      at = next + 1;
    }
    return line;
  };
}

function once<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= make();
    return value;
  };
}
