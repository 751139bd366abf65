import type { DiffLine, FileChange, Hunk, Patch } from '../../input/index.js';
import type { Anchor } from './anchor.js';
import { quotedLine } from './own-text.js';

/** A comment and where it stands. */
export interface Comment {
  readonly anchor: Anchor | undefined;
  /** Its lines, ready to be sent. */
  readonly lines: readonly string[];
}

/** Lines quoted above a comment; b4 looks for as many to place it. */
const ABOVE = 5;
/** A gap that is not worth a snip marker. */
const SHORT_GAP = 10;

const MARKERS: Readonly<Record<DiffLine['kind'], string>> = { context: ' ', added: '+', removed: '-' };

/**
 * The patch quoted as far as the comments need it, each comment behind its line: only files and hunks with comments,
 * nothing behind the last one. Comments without a place come last.
 */
export function quoteWithComments(patch: Patch, comments: readonly Comment[]): string[] {
  const placed = patch.files.flatMap((file, f) => {
    const here = comments.filter(({ anchor }) => anchor?.file === f);
    return here.length === 0
      ? []
      : [...fileHeader(file), ...file.hunks.flatMap((hunk, h) => hunkLines(hunk, at(here, h)))];
  });
  const unplaced = comments.filter(({ anchor }) => anchor === undefined).flatMap(({ lines }) => ['', ...lines, '']);
  return [...placed, ...unplaced];
}

function at(comments: readonly Comment[], hunk: number): readonly Comment[] {
  return comments.filter(({ anchor }) => anchor?.hunk === hunk).sort((a, b) => a.anchor!.line - b.anchor!.line);
}

/** `diff --git` and the two names, quoted. */
export function fileHeader({ oldPath, newPath }: FileChange): string[] {
  const [from, to] = [oldPath ?? newPath, newPath ?? oldPath];
  const lines = [
    `diff --git a/${from} b/${to}`,
    `--- ${oldPath === undefined ? '/dev/null' : `a/${oldPath}`}`,
    `+++ ${newPath === undefined ? '/dev/null' : `b/${newPath}`}`,
  ];
  return lines.map(quotedLine);
}

function hunkLines(hunk: Hunk, comments: readonly Comment[]): string[] {
  if (comments.length === 0) return [];
  const lines = [hunkHeader(hunk)];
  let next = 0;
  for (const { anchor, lines: own } of comments) {
    const { line } = anchor!;
    const gap = Math.max(0, line - ABOVE - next);
    if (gap >= SHORT_GAP) {
      lines.push(`> [ ... skip ${gap} lines ... ]`);
      next += gap;
    }
    lines.push(...hunk.lines.slice(next, line + 1).map(diffLine));
    lines.push('', ...own, '');
    next = Math.max(next, line + 1);
  }
  return lines;
}

/** The `@@` line of a hunk, quoted. */
export function hunkHeader({ oldStart, oldCount, newStart, newCount, section }: Hunk): string {
  return quotedLine(`@@ -${oldStart},${oldCount} +${newStart},${newCount} @@${section && ` ${section}`}`);
}

/** A line of a hunk with its marker, quoted. */
export function diffLine({ kind, text }: DiffLine): string {
  return quotedLine(MARKERS[kind] + text);
}
