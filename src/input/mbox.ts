/** A piece of an mbox: bytes `start` to `end`, the `From ` line included, and the 1-based line of its first byte. */
export interface MboxPiece {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

const LF = 0x0a;
const CR = 0x0d;
const SEPARATOR = /^From \S.*\d\d?:\d\d(?::\d\d)?.*\b(?:19|20)\d\d\b/;
/** git writes this fixed date in every format-patch file (git log-tree.c), so it needs no blank line before it. */
const FORMAT_PATCH = /^From [0-9a-f]{7,64} Mon Sep 17 00:00:00 2001/;

/**
 * Cuts an mbox at its `From ` lines: such a line has a plausible date and stands at the start, behind a blank line, or
 * was written by `git format-patch`. The pieces put together are the input: no byte is lost, and text before the first
 * `From ` line is a piece of its own.
 */
export function splitMbox(bytes: Buffer): MboxPiece[] {
  const starts = [0];
  for (let at = bytes.indexOf('\nFrom '); at !== -1; at = bytes.indexOf('\nFrom ', at + 1)) {
    if (isSeparator(bytes, at + 1)) starts.push(at + 1);
  }
  let line = 1;
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? bytes.length;
    const piece = { start, end, line };
    line += countLines(bytes, start, end);
    return piece;
  });
}

/** True when an mbox separator stands at the very start of `bytes`. */
export function startsWithSeparator(bytes: Buffer): boolean {
  return SEPARATOR.test(lineAt(bytes, 0));
}

/** Number of bytes of the `From ` line at `start`, its line end included; 0 when there is none. */
export function separatorLength(bytes: Buffer, start: number): number {
  if (!SEPARATOR.test(lineAt(bytes, start))) return 0;
  const end = bytes.indexOf(LF, start);
  return end === -1 ? bytes.length - start : end + 1 - start;
}

function isSeparator(bytes: Buffer, at: number): boolean {
  const text = lineAt(bytes, at);
  return FORMAT_PATCH.test(text) || (SEPARATOR.test(text) && afterBlankLine(bytes, at));
}

function afterBlankLine(bytes: Buffer, at: number): boolean {
  if (bytes[at - 2] === LF) return true;
  return bytes[at - 2] === CR && bytes[at - 3] === LF;
}

/** The first 200 bytes of the line at `start`: a separator is shorter, and a hostile line may be 50 MB long. */
function lineAt(bytes: Buffer, start: number): string {
  const head = bytes.toString('latin1', start, start + 200);
  const end = head.indexOf('\n');
  return end === -1 ? head : head.slice(0, end);
}

/** Number of line feeds in bytes `start` to `end`. */
export function countLines(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(LF, start); at !== -1 && at < end; at = bytes.indexOf(LF, at + 1)) count++;
  return count;
}
