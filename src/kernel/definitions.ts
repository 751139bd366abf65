import { isCallable } from '../c/index.js';
import { digestOf } from '../cache/index.js';

/** Where a function or a function-like macro stands in the text of a file, which shows it without parsing. */
export interface Outline {
  readonly name: string;
  readonly kind: 'function' | 'macro';
  /** Visible in its own file only; inline functions of headers are, too, wherever the header is included. */
  readonly static: boolean;
  /** 1-based line of the head. */
  readonly line: number;
  /** Offsets: from the head to behind the closing brace, or the macro with its continuation lines. */
  readonly start: number;
  readonly end: number;
  /** Does nothing and answers a constant: what a header gives kernels without a feature, or machines without code for it. */
  readonly isStub: boolean;
}

/** What the text of a definition tells, once somebody asks. */
export interface Reading {
  /** Names the text. */
  readonly digest: string;
  /** Names of everything that is called in the body, macros and casts that look like calls included. */
  readonly calls: ReadonlySet<string>;
  /** A short function that handles pages: worth reading even where it takes no reference. */
  readonly isHelper: boolean;
}

/** A function or a function-like macro of one file. */
export interface Definition extends Outline {
  readonly path: string;
  readonly text: () => string;
  readonly read: () => Reading;
}

/** The definition with this outline in the file at `path`, whose text is asked for when it is needed. */
export function definitionOf(path: string, outline: Outline, file: () => string, read: () => Reading): Definition {
  return { ...outline, path, text: () => file().slice(outline.start, outline.end), read };
}

/** The definitions of a file, in the order of `outlinesIn`. */
export function definitionsIn(path: string, text: string): Definition[] {
  return outlinesIn(text).map((outline) => {
    const { kind, start, end } = outline;
    return definitionOf(
      path,
      outline,
      () => text,
      once(() => readingOf(kind, text.slice(start, end))),
    );
  });
}

/** Of alternatives under `#ifdef` and `#else` the one that is no stub has the option on. */
export function firstByName<T extends Outline>(all: readonly T[]): Map<string, T> {
  const byName = new Map<string, T>();
  for (const one of all) {
    const known = byName.get(one.name);
    if (!known || (known.isStub && !one.isStub)) byName.set(one.name, one);
  }
  return byName;
}

/**
 * Finds the definitions of a file in kernel style: heads begin in the first column, and so does the brace that closes a
 * body. It is a quick look (a header takes microseconds, where parsing takes milliseconds) and may miss what is written
 * in another way; nothing is concluded from a definition that it does not see.
 */
export function outlinesIn(text: string): Outline[] {
  return [...functionsIn(text), ...macrosIn(text)];
}

/** No head is longer; the bound keeps a text without braces from costing a quadratic search. */
const HEAD = /^[A-Za-z_][^;{}#]{0,1000}?\)[^;{}#()=]{0,200}\{/gm;

function functionsIn(text: string): Outline[] {
  const found: Outline[] = [];
  const line = lineCounter(text);
  const closing = closingBraces(text);
  for (const { 0: head, index } of text.matchAll(HEAD)) {
    const name = nameOf(head);
    if (name === undefined) continue;
    const open = index + head.length;
    const end = closing(open);
    found.push({
      name,
      kind: 'function',
      static: /^(?:\w+\s+)*?(static|inline|__always_inline)\b/.test(head),
      line: line(index),
      start: index,
      end,
      isStub: end - open <= LONGEST_STUB && STUB.test(text.slice(open, end)),
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

const MACRO = /^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)\([^)\n]*\)(?:[^\n\\]|\\[^\n]|\\\r?\n)*/gm;

function macrosIn(text: string): Outline[] {
  const line = lineCounter(text);
  return [...text.matchAll(MACRO)].map(({ 0: all, 1: name = '', index }) => ({
    name,
    kind: 'macro',
    static: true,
    line: line(index),
    start: index,
    end: index + all.length,
    isStub: false,
  }));
}

/** Reads the text of a definition. */
export function readingOf(kind: Outline['kind'], text: string): Reading {
  return { digest: digestOf(text), calls: callsIn(bodyOf(kind, text)), isHelper: isHelper(text) };
}

/** Heads hold no brace; the body of a macro begins behind its parameters. */
function bodyOf(kind: Outline['kind'], text: string): string {
  return text.slice(text.indexOf(kind === 'function' ? '{' : ')') + 1);
}

/** A small helper may store a pointer, hand it back, or decide by its result. */
export const MOST_LINES = 40;

function isHelper(text: string): boolean {
  return text.split('\n').length <= MOST_LINES && /page|folio/.test(text);
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
