import type { LiveText } from './mask/conditional.js';
import type { FunctionItem } from './mask/functions.js';

/** A function definition that the layout of the text shows. */
export interface Definition {
  readonly name: string;
  /** Offset of the name. */
  readonly at: number;
}

/**
 * A second opinion on which functions a file defines, by the kernel's layout and not by brackets: a `{` alone in column 1 or at
 * the end of a line that begins in column 1, with `name(` in the lines before. Returns those that `items` does not have.
 */
export function missedDefinitions({ text, tokens }: LiveText, items: readonly FunctionItem[]): readonly Definition[] {
  const found = new Set(items.map((item) => tokens[item.head]!.start));
  return headsByLayout(text)
    .filter((names) => names.length > 0 && !names.some(({ at }) => found.has(at)))
    .map((names) => names.at(-1)!);
}

/** For each brace that may open a function: the names with a list behind them that stand in front of it. */
function headsByLayout(text: string): readonly (readonly Definition[])[] {
  let from = 0;
  return [...text.matchAll(/^(?:\{|[A-Za-z_][^\n;={}]*\)[ \t\w]*\{)[ \t]*$/gm)].map((brace) => {
    const open = brace.index + brace[0].lastIndexOf('{');
    const block = text.lastIndexOf('\n}', open);
    const start = Math.max(from, text.lastIndexOf(';', open) + 1, block < 0 ? 0 : block + 2);
    from = open + 1;
    return text.slice(start, open).includes('=') ? [] : namesBefore(text, start, open);
  });
}

/** Names in front of a bracket at depth 0 of `text[start, end)`. */
function namesBefore(text: string, start: number, end: number): readonly Definition[] {
  const names: Definition[] = [];
  let depth = 0;
  for (const { 0: token, 1: name, index } of text.slice(start, end).matchAll(/\b([A-Za-z_]\w*)\s*(?=\()|[()]/g)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (depth === 0) names.push({ name: name!, at: start + index });
  }
  return names;
}
