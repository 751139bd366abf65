import type { FunctionSyntax } from '../../c/index.js';

/** Replaces the characters `start` to `end` of a file. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One place where an operator can change a function. */
export interface Mutation {
  /** 1-based, in the unchanged file. */
  readonly line: number;
  /** They do not overlap. */
  readonly edits: readonly Edit[];
}

/** A function as operators see it: syntax trees of the masked text, whose offsets are those of the source. */
export interface Subject {
  readonly syntax: FunctionSyntax;
  /** The whole file, unmasked. */
  readonly source: string;
}

/** All mutations of one kind that a function offers, in the order of the source. */
export type Operator = (subject: Subject) => readonly Mutation[];

/** The text with all edits made. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start);
  let [result, at] = ['', 0];
  for (const { start, end, text: replacement } of ordered) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

/** Puts `text` in front of the character at `at`. */
export function insert(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** The white space before the first character of the line that `at` stands on. */
export function indentAt(source: string, at: number): string {
  return /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', at - 1) + 1, at))![0];
}

/** Takes out `start` to `end`; the lines too when nothing else stands on them. */
export function cut(source: string, start: number, end: number): Edit {
  const first = source.lastIndexOf('\n', start - 1) + 1;
  const last = source.indexOf('\n', end);
  const alone = last >= 0 && source.slice(first, start).trim() === '' && source.slice(end, last).trim() === '';
  return alone ? { start: first, end: last + 1, text: '' } : { start, end, text: '' };
}
