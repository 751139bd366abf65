import { type FileHeader, isPlainHeader, readFileHeader } from './fileheader.js';
import { type HunkReading, readHunk } from './hunk.js';
import { isHunkHeader } from './hunk-header.js';
import { judgeSections } from './judge.js';
import type { Line } from './message.js';
import type { Damage, FileChange } from './series.js';

/** What is wrong with a diff: one sentence and its 1-based line. */
export interface DiffProblem {
  readonly line: number;
  readonly message: string;
}

/** The diffs found in a text. */
export interface DiffReading {
  readonly files: readonly FileChange[];
  readonly problems: readonly DiffProblem[];
  readonly damage: Damage;
  /** Numbers of the lines that a mailer broke off the ones before them, and that were put back. */
  readonly joined: readonly number[];
  /** Non-breaking spaces stand for the blanks, as a web mailer has them. */
  readonly nonBreaking: boolean;
  /** Index of the first line of the first diff; -1 when there is none. */
  readonly start: number;
}

/** One file of a diff as it was found: header, hunks, and the line behind each hunk. */
export interface Section {
  readonly header: FileHeader;
  readonly readings: readonly HunkReading[];
  /** For each hunk, true when it goes on behind the last line that its header counts. */
  readonly overrun: readonly boolean[];
}

/**
 * Finds the diffs in a text and reads them, each hunk counted against its header; text around them is skipped.
 * `copied` says that the text went through hands that lose white space (a saved page, a quote); a hunk may then hold
 * fewer lines than its header says, equally many on both sides. Files and hunks that do not add up are left out and
 * told in `problems`. Never throws; linear in the number of lines.
 */
export function readDiff(given: readonly Line[], copied: boolean): DiffReading {
  const { lines, broken } = withBlanks(given);
  const sections: Section[] = [];
  const problems: DiffProblem[] = [];
  let start = -1;
  let at = 0;
  /** Where a header ended that has no hunk: it is told so. */
  let bare = -1;
  while (at < lines.length) {
    const { text, number } = lines[at]!;
    if (/^diff --(?:cc|combined) /.test(text)) {
      problems.push({ line: number, message: 'a merge diff (diff --cc) is not read' });
      if (start === -1) start = at;
    } else if (text.startsWith('diff --git ') || isPlainHeader(lines, at)) {
      const { section, next } = readSection(lines, at);
      if (start === -1 && (section.readings.length > 0 || section.header.extended)) start = at;
      sections.push(section);
      if (section.readings.length === 0 && section.header.extended) bare = next;
      at = next;
      continue;
    } else if (at !== bare && /^@@ -\d/.test(text) && /^[-+ ]/.test(lines[at + 1]?.text ?? '')) {
      const because = isHunkHeader(text) ? 'a hunk with no file name right above it' : 'a hunk with such numbers';
      problems.push({ line: number, message: `${because} is not read` });
    }
    at++;
  }
  const hunks = broken.size === 0 ? [] : sections.flatMap(({ readings }) => readings.map(({ hunk }) => hunk));
  const nonBreaking = hunks.some((hunk) => hunk.lines.some(({ inputLine }) => broken.has(inputLine)));
  return { start, nonBreaking, ...judgeSections(sections, problems, { copied, nonBreaking }) };
}

/** In the white space that a line begins with nobody means a non-breaking space; elsewhere one may be meant. */
const NON_BREAKING = /^[-+ ]?[ \t]*\u00a0/;

/** Puts blanks for the non-breaking spaces of a text that has them in front of its lines, as a web mailer writes them. */
function withBlanks(lines: readonly Line[]): { lines: readonly Line[]; broken: ReadonlySet<number> } {
  const broken = new Set(lines.filter(({ text }) => NON_BREAKING.test(text)).map(({ number }) => number));
  if (broken.size === 0) return { lines, broken };
  return { lines: lines.map((line) => ({ ...line, text: line.text.replaceAll('\u00a0', ' ') })), broken };
}

function readSection(lines: readonly Line[], at: number): { section: Section; next: number } {
  const header = readFileHeader(lines, at);
  const readings: HunkReading[] = [];
  const overrun: boolean[] = [];
  let next = header.next;
  while (next < lines.length && isHunkHeader(lines[next]!.text)) {
    const reading = readHunk(lines, next);
    readings.push(reading);
    next = reading.next;
    overrun.push(isOverrun(lines[next]));
    if (overrun.at(-1)) while (/^[-+ ]/.test(lines[next]?.text ?? '') && !isPlainHeader(lines, next)) next++;
  }
  return { section: { header, readings, overrun }, next };
}

/** Behind a whole hunk a `+` or `-` can only be one line more; `--` and `---` are signatures and rulers. */
function isOverrun(line: Line | undefined): boolean {
  return line !== undefined && /^(?:\+(?!\+\+ )|-(?!-))/.test(line.text);
}
