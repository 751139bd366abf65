import { type HunkHeader, isHunkHeader, readHunkHeader } from './hunk-header.js';
import type { Line } from './message.js';
import type { DiffLine, Hunk } from './series.js';
import { isRestOf, rejoin } from './wrapped.js';

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
  /** Numbers of lines that a mailer broke off the line before them, and that were put back. */
  readonly joined?: readonly number[];
  /** Number of such a line where the hunk cannot be read. */
  readonly wrappedAt?: number;
}

type Range = Omit<HunkHeader, 'section'>;

/**
 * Reads the hunk whose `@@` line is at `at`. First by its counts alone, as `git apply` does. Where that fails, with the
 * lines that a mailer broke put together again; then as a copy that lost white space: a line without marker is context,
 * and the hunk ends at the next header, quote or signature.
 */
export function readHunk(lines: readonly Line[], at: number): HunkReading {
  const header = readHunkHeader(lines[at]!.text);
  const strict = readCounted(lines, at, header);
  if (isWhole(strict)) return finish(lines, at, header, strict);
  const rejoined = readRejoined(lines, at, header);
  if (rejoined !== undefined) return rejoined;
  const wrapped = isWrappedSection(header.section, lines[at + 1]?.text);
  const copied = readCopied(lines, wrapped ? at + 1 : at, header);
  const section = wrapped && copied ? `${header.section} ${lines[at + 1]!.text.trim()}` : header.section;
  const reading = finish(lines, at, { ...header, section }, copied ?? strict);
  return isWhole(reading) ? reading : { ...reading, ...wrappedAt(lines, strict.next) };
}

function isWhole({ missingOld, missingNew }: Pick<Body, 'missingOld' | 'missingNew'>): boolean {
  return missingOld === 0 && missingNew === 0;
}

function readRejoined(lines: readonly Line[], at: number, header: HunkHeader): HunkReading | undefined {
  const found = rejoin(lines, at, header.oldCount + header.newCount);
  if (found === undefined) return undefined;
  const body = readCounted(found.lines, 0, header);
  if (!isWhole(body)) return undefined;
  const next = found.ends[body.next - 1]!;
  const { number } = lines[next - 1]!;
  return {
    ...finish(found.lines, 0, readHunkHeader(found.lines[0]!.text), { ...body, next }),
    joined: found.joined.filter((line) => line <= number),
  };
}

/** The line at which reading stopped, when it is the rest of the one before it and the hunk goes on behind it. */
function wrappedAt(lines: readonly Line[], stopped: number): Pick<HunkReading, 'wrappedAt'> {
  const line = lines[stopped];
  const goesOn = /^[-+ ]/.test(lines[stopped + 1]?.text ?? '');
  return line && goesOn && isRestOf(lines[stopped - 1]!.text, line.text) ? { wrappedAt: line.number } : {};
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

function finish(lines: readonly Line[], at: number, header: HunkHeader, body: Body): HunkReading {
  const { lines: read, next, bareLines, missingOld, missingNew } = body;
  return {
    hunk: { ...header, lines: read, inputLine: lines[at]!.number },
    next,
    bareLines,
    missingOld,
    missingNew,
  };
}
