import type { Line } from './message.js';
import type { DiffLine, Hunk } from './series.js';

/** A hunk as far as it could be read. */
export interface HunkReading {
  readonly hunk: Hunk;
  /** Index of the first line behind the hunk. */
  readonly next: number;
  /** Leading blanks and tabs are missing: some line has no diff marker. */
  readonly bareLines: boolean;
  /** Lines of the header that were not found, old and new side; both 0 for a whole hunk. */
  readonly missingOld: number;
  readonly missingNew: number;
}

// Behind it may stand a lone CR or U+2028, which end no line.
const HEADER = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@(.*)$/s;

type Range = Pick<Hunk, 'oldStart' | 'oldCount' | 'newStart' | 'newCount'>;

/** True for a line `@@ -a,b +c,d @@`. */
export function isHunkHeader(text: string): boolean {
  return HEADER.test(text);
}

/**
 * Reads the hunk whose `@@` line is at `at`. First by its counts alone, as `git apply` does. Where that fails, as a copy
 * that lost white space: a line without marker is context, and the hunk ends at the next header, quote or signature.
 */
export function readHunk(lines: readonly Line[], at: number): HunkReading {
  const match = HEADER.exec(lines[at]!.text)!;
  const count = (text: string | undefined) => (text === undefined ? 1 : Number(text));
  const range = {
    oldStart: Number(match[1]),
    oldCount: count(match[2]),
    newStart: Number(match[3]),
    newCount: count(match[4]),
  };
  const section = match[5]!.trim();
  const strict = readCounted(lines, at, range);
  if (strict.missingOld === 0 && strict.missingNew === 0) return finish(lines, at, range, section, strict);
  const wrapped = isWrappedSection(section, lines[at + 1]?.text);
  const whole = wrapped ? `${section} ${lines[at + 1]!.text.trim()}` : section;
  const copied = readCopied(lines, wrapped ? at + 1 : at, range);
  return copied === undefined ? finish(lines, at, range, section, strict) : finish(lines, at, range, whole, copied);
}

interface Body {
  readonly lines: readonly DiffLine[];
  readonly next: number;
  readonly bareLines: boolean;
  readonly missingOld: number;
  readonly missingNew: number;
}

function readCounted(lines: readonly Line[], at: number, range: Range): Body {
  const read: DiffLine[] = [];
  const counts = startCounts(range);
  let next = at + 1;
  while (next < lines.length && (counts.missingOld > 0 || counts.missingNew > 0)) {
    const kind = markOf(lines[next]!.text);
    if (kind === undefined) break;
    const line = takeLine(lines, next, kind, 1, counts);
    read.push(line);
    next += line.noNewline ? 2 : 1;
  }
  return { lines: read, next, bareLines: false, missingOld: counts.missingOld, missingNew: counts.missingNew };
}

/** git reads an empty line as an empty context line, because mailers drop the blank at a line's end. */
function markOf(text: string): DiffLine['kind'] | undefined {
  if (text === '') return 'context';
  switch (text[0]) {
    case ' ':
      return 'context';
    case '+':
      return 'added';
    case '-':
      return 'removed';
    default:
      return undefined;
  }
}

/** The numbers of the next line on both sides, and how many lines the header still promises. */
interface Counts {
  oldLine: number;
  newLine: number;
  missingOld: number;
  missingNew: number;
}

/** An empty side starts *behind* the line that its header names (POSIX diff -u). */
function startCounts({ oldStart, oldCount, newStart, newCount }: Range): Counts {
  return {
    oldLine: oldCount === 0 ? oldStart + 1 : oldStart,
    newLine: newCount === 0 ? newStart + 1 : newStart,
    missingOld: oldCount,
    missingNew: newCount,
  };
}

/** Three plain literals, not one with spreads: this runs for each line of a mail that may have millions. */
function takeLine(lines: readonly Line[], at: number, kind: DiffLine['kind'], skip: number, counts: Counts): DiffLine {
  const { text: whole, number: inputLine } = lines[at]!;
  const text = whole.slice(skip);
  const line = plainLine(kind, text, inputLine, counts);
  // The words behind the backslash are in the language of who made the diff.
  return lines[at + 1]?.text.startsWith('\\ ') ? { ...line, noNewline: true } : line;
}

function plainLine(kind: DiffLine['kind'], text: string, inputLine: number, counts: Counts): DiffLine {
  if (kind !== 'added') counts.missingOld--;
  if (kind !== 'removed') counts.missingNew--;
  switch (kind) {
    case 'context':
      return { kind, text, oldLine: counts.oldLine++, newLine: counts.newLine++, inputLine };
    case 'added':
      return { kind, text, newLine: counts.newLine++, inputLine };
    case 'removed':
      return { kind, text, oldLine: counts.oldLine++, inputLine };
  }
}

/**
 * Undefined when the lines do not look like a copy: where leading blanks were lost they were lost everywhere, so bare
 * lines among lines with a blank are the text behind a hunk that was cut.
 */
function readCopied(lines: readonly Line[], at: number, range: Range): Body | undefined {
  const read: DiffLine[] = [];
  const counts = startCounts(range);
  let bareLines = false;
  let blankMarks = false;
  let next = at + 1;
  while (next < lines.length && (counts.missingOld > 0 || counts.missingNew > 0) && !endsCopiedHunk(lines, next)) {
    const { text } = lines[next]!;
    const kind = markOf(text);
    if (kind === undefined) bareLines = true;
    else if (text.startsWith(' ')) blankMarks = true;
    const line = takeLine(lines, next, kind ?? 'context', kind === undefined ? 0 : 1, counts);
    read.push(line);
    next += line.noNewline ? 2 : 1;
  }
  if (bareLines && blankMarks) return undefined;
  return dropProse({ lines: read, next, bareLines, missingOld: counts.missingOld, missingNew: counts.missingNew });
}

function endsCopiedHunk(lines: readonly Line[], at: number): boolean {
  const { text } = lines[at]!;
  if (text.startsWith('diff --git ') || isHunkHeader(text) || text.startsWith('>')) return true;
  if (text.startsWith('--- ') && (lines[at + 1]?.text.startsWith('+++ ') ?? false)) return true;
  return text === '-- ' || text === '--' || /^On .* wrote:$/.test(text) || text.startsWith('^ permalink raw reply');
}

/**
 * Where lines are missing, the text behind the diff looks like context. git ends a hunk with as many context lines as
 * its `-U` says, three by default and never fewer than it starts with (unless the file starts there).
 */
function dropProse(body: Body): Body {
  if (body.missingOld === 0 && body.missingNew === 0) return body;
  const firstChange = body.lines.findIndex(({ kind }) => kind !== 'context');
  const lastChange = body.lines.findLastIndex(({ kind }) => kind !== 'context');
  const keep = lastChange + 1 + Math.max(3, firstChange);
  const dropped = body.lines.length - keep;
  if (firstChange === -1 || dropped <= 0) return body;
  return {
    ...body,
    lines: body.lines.slice(0, keep),
    next: body.next - dropped,
    missingOld: body.missingOld + dropped,
    missingNew: body.missingNew + dropped,
  };
}

/**
 * A mailer wraps a long `@@` line too: the section ends inside a parameter (git prints 80 bytes of it at most) and the
 * next line only closes its parenthesis.
 */
function isWrappedSection(section: string, nextText: string | undefined): boolean {
  if (nextText === undefined || section.length >= 79 || !/[\w*]$/.test(section)) return false;
  if (/^[-+@>]/.test(nextText) || !nextText.endsWith(')')) return false;
  const open = parenthesisBalance(section);
  return open > 0 && open + parenthesisBalance(nextText) === 0;
}

function parenthesisBalance(text: string): number {
  let balance = 0;
  for (const char of text) balance += char === '(' ? 1 : char === ')' ? -1 : 0;
  return balance;
}

function finish(lines: readonly Line[], at: number, range: Range, section: string, body: Body): HunkReading {
  const { oldStart, oldCount, newStart, newCount } = range;
  return {
    hunk: { oldStart, oldCount, newStart, newCount, section, lines: body.lines, inputLine: lines[at]!.number },
    next: body.next,
    bareLines: body.bareLines,
    missingOld: body.missingOld,
    missingNew: body.missingNew,
  };
}
