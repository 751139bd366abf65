import { isHunkHeader } from './hunk-header.js';
import type { Line } from './message.js';

/** The lines of a hunk with those put together again that a mailer broke. */
export interface Rejoined {
  /** The header and what follows it. */
  readonly lines: readonly Line[];
  /** The numbers of the lines that were put back. */
  readonly joined: readonly number[];
  /** Index, in the lines that were given, of the one behind each line of `lines`. */
  readonly ends: readonly number[];
}

/** No mailer breaks a line that is shorter, and no line of code is so long that it gives more pieces. */
const LEAST_WIDTH = 50;
const MOST_PIECES = 3;

/** True when the text can be what a mailer broke off the line before: its first word found no room there. */
export function isRestOf(before: string, text: string): boolean {
  const [word] = /^\S{0,200}/.exec(text)!;
  return word !== '' && before.length + 1 + word.length >= LEAST_WIDTH;
}

/**
 * Puts each line without a diff marker back behind the line before it, up to the end of the text that may be the hunk. A
 * mailer breaks long lines at a blank, and what it moves to the next line has no marker. Whether the result is the hunk is
 * for its counts to tell. Undefined when no line can have been broken.
 */
export function rejoin(lines: readonly Line[], at: number, most: number): Rejoined | undefined {
  const found: Line[] = [lines[at]!];
  const ends = [at + 1];
  const joined: number[] = [];
  let pieces = 0;
  for (let next = at + 1; next < lines.length && found.length <= most + 1; next++) {
    const { text, number } = lines[next]!;
    if (endsHunk(lines, next)) break;
    if (text === '' || /^[-+ \\]/.test(text)) {
      found.push(lines[next]!);
      ends.push(next + 1);
      pieces = 0;
      continue;
    }
    const before = found.at(-1)!;
    if (pieces >= MOST_PIECES || !isRestOf(before.text, text)) return undefined;
    found[found.length - 1] = { ...before, text: `${before.text.trimEnd()} ${text}` };
    pieces++;
    ends[ends.length - 1] = next + 1;
    joined.push(number);
  }
  return joined.length === 0 ? undefined : { lines: found, joined, ends };
}

function endsHunk(lines: readonly Line[], at: number): boolean {
  const { text } = lines[at]!;
  if (text.startsWith('diff --git ') || isHunkHeader(text) || text.startsWith('>') || /^-- ?$/.test(text)) return true;
  return text.startsWith('--- ') && (lines[at + 1]?.text.startsWith('+++ ') ?? false);
}
