import type { Loc } from '../c/index.js';

/** A condition that goes on for more lines than this is cut. */
const LINES = 20;

/** Argument `index` of the call that begins at a place, as `#argument` spells it: white space squeezed. */
export function argumentText(line: (n: number) => string, loc: Loc, index: number): string {
  const lines = Array.from({ length: LINES }, (_, i) => line(loc.line + i));
  const text = [lines[0]!.slice(loc.column - 1), ...lines.slice(1)].join('\n');
  return (argumentsIn(text)[index] ?? '').replace(/\s+/g, ' ').trim();
}

function argumentsIn(text: string): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '"') i = endOfString(text, i);
    else if ('([{'.includes(char)) {
      if (depth++ === 0) start = i + 1;
    } else if (')]}'.includes(char)) {
      if (--depth > 0) continue;
      return [...parts, text.slice(start, i)];
    } else if (char === ',' && depth === 1) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** Index of the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}
