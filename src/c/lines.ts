import type { Loc } from './ir.js';

/** The line structure of a text: offsets to places and lines to their text. */
export interface Lines {
  /** 1-based line and column of a UTF-16 offset. */
  readonly locate: (offset: number) => Loc;
  /** Text of a 1-based line without its line end; empty outside the text. */
  readonly text: (line: number) => string;
  /** Offset of the start of a 1-based line; the length of the text behind the last one. */
  readonly start: (line: number) => number;
}

/** Indexes the line ends of `text` once; look-ups take logarithmic time. */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const start = (line: number): number => starts[line - 1] ?? text.length;
  return {
    locate: (offset) => {
      const line = lastAtMost(starts, offset) + 1;
      return { line, column: offset - start(line) + 1 };
    },
    text: (line) => text.slice(start(line), start(line + 1)).replace(/\r?\n$/, ''),
    start,
  };
}

/** Index of the last element that is not greater than `limit`; the array is sorted and begins with 0. */
function lastAtMost(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= limit) low = middle;
    else high = middle;
  }
  return low;
}
