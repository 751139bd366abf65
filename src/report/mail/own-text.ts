import { cut, printable } from '../../text/index.js';
import { withoutCommands } from '../foreign.js';
import { fill } from '../wrap.js';

/** Columns of prose, and the most that any line of ours has. */
export const PROSE = 72;
export const WIDTH = 78;
/** A quoted line may be as long as the patch has it, up to this; mail allows 998 bytes (RFC 5322). */
const LONGEST_QUOTE = 200;

/**
 * A line of our own as it may stand in a mail: no control character, no longer than WIDTH, and nothing that a program
 * takes for a trailer (b4 finds `Word: text` behind any indent), a diff, an mbox separator, a signature or a quote.
 */
export function ownLine(text: string): string {
  const line = defused(text, WIDTH).trimEnd();
  const barred = line.replace(/^(\s*)(?=\w\S*:(?:\s|$))/, '$1| ');
  return cut(barred.replace(/^(?=>|From |diff |Index|---|-- |\+\+\+|@@|#)/, ' '), WIDTH);
}

/** Sentences as lines, `tail` unbroken at the end. A word with a colon does not begin a line if there is a way around. */
export function prose(sentences: readonly string[], tail: readonly string[] = []): string[] {
  const words = [...sentences.join(' ').split(/\s+/).filter(Boolean), ...tail];
  for (let width = PROSE; width > PROSE - 12; width--) {
    const lines = fill(words, width);
    if (lines.every((line) => line === ownLine(line))) return lines;
  }
  return fill(words, PROSE);
}

/** A line of a mail or a patch behind a quote mark. */
export function quotedLine(text: string): string {
  return `> ${defused(text, LONGEST_QUOTE)}`.trimEnd();
}

/** Text on one line that may stand inside a sentence: a name or an expression out of a patch. */
export function inSentence(text: string, most = 60): string {
  return cut(printable(text.replace(/\s+/g, ' ').trim()), most);
}

/**
 * `text` without commands of bots and without scissors, which work behind any mark (`git am --scissors`), in at most
 * `width` characters. It is cut first: looking for scissors takes the square of the length.
 */
function defused(text: string, width: number): string {
  const harmless = withoutCommands(cut(printable(text), width));
  return cut(harmless.replace(/(?<=-.*)(>|%)(8|%)|(8|%)(<|%)(?=.*-)/g, '$1$3 $2$4'), width);
}
