import type { Hunk } from './series.js';

/** What the line `@@ -a,b +c,d @@ section` says. */
export type HunkHeader = Pick<Hunk, 'oldStart' | 'oldCount' | 'newStart' | 'newCount' | 'section'>;

// Behind it may stand a lone CR or U+2028, which end no line.
const HEADER = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@(.*)$/s;

/** True for a line `@@ -a,b +c,d @@`. */
export function isHunkHeader(text: string): boolean {
  return HEADER.test(text);
}

/** Reads such a line; a count that is not there is 1. */
export function readHunkHeader(text: string): HunkHeader {
  const match = HEADER.exec(text)!;
  const count = (digits: string | undefined) => (digits === undefined ? 1 : Number(digits));
  return {
    oldStart: Number(match[1]),
    oldCount: count(match[2]),
    newStart: Number(match[3]),
    newCount: count(match[4]),
    section: match[5]!.trim(),
  };
}
