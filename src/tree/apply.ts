import type { Damage, DiffLine, Hunk } from '../input/index.js';
import type { Lines } from './lines.js';
import { type Located, locate, target } from './locate.js';

/** Lines of a file replaced by others; at least one of the two is not empty. */
export interface Edit {
  /** 0-based line of the old text: the first that goes, or the one before which lines come in. */
  readonly at: number;
  readonly removed: number;
  readonly added: readonly string[];
  /** True when the last added line has no newline. */
  readonly noNewline: boolean;
}

export interface Placement {
  /** In order of the file, not overlapping. */
  readonly edits: readonly Edit[];
  /** Hunks, by index, that have no place in this file. */
  readonly rejects: readonly number[];
  /** How all the hunks that have a place were found. */
  readonly found: 'exact' | 'offset' | 'fuzz';
}

/** Finds each hunk's place in a file, in order, and says what changes there. Pure; a hunk without a place is left out. */
export function placeHunks(pre: Lines, hunks: readonly Hunk[], damage: Damage): Placement {
  const file = target(pre.lines, damage);
  const edits: Edit[] = [];
  const rejects: number[] = [];
  let [offset, from, found]: [number, number, Placement['found']] = [0, 0, 'exact'];
  for (const [index, hunk] of hunks.entries()) {
    // `@@ -5,0` stands behind line 5, `@@ -5,3` begins with line 5.
    const guess = (hunk.oldCount === 0 ? hunk.oldStart : hunk.oldStart - 1) + offset;
    const located = locate(file, hunk, guess, from);
    if (!located) {
      rejects.push(index);
      continue;
    }
    edits.push(...editsOf(located));
    offset += located.offset;
    from = (located.positions.at(-1) ?? located.start - 1) + 1;
    if (located.fuzz > 0) found = 'fuzz';
    else if (located.offset !== 0 && found === 'exact') found = 'offset';
  }
  return { edits, rejects, found };
}

function editsOf({ lines, positions, start }: Located): Edit[] {
  const edits: GrowingEdit[] = [];
  let at = start;
  let matched = 0;
  let together = false;
  for (const line of lines) {
    const position = line.kind === 'added' ? at : positions[matched++]!;
    // A blank line of the file that the patch lost divides what stood together in the hunk.
    if (line.kind === 'context' || position !== at) together = false;
    if (line.kind !== 'context') {
      if (!together) edits.push({ at: position, removed: 0, added: [], noNewline: false });
      grow(edits.at(-1)!, line);
      together = true;
    }
    at = line.kind === 'added' ? at : position + 1;
  }
  return edits;
}

interface GrowingEdit extends Edit {
  removed: number;
  readonly added: string[];
  noNewline: boolean;
}

function grow(edit: GrowingEdit, line: DiffLine): void {
  if (line.kind === 'removed') {
    edit.removed++;
  } else {
    edit.added.push(line.text);
    edit.noNewline = line.noNewline ?? false;
  }
}

/** The text after the edits. */
export function rewrite(pre: Lines, edits: readonly Edit[]): Lines {
  const lines: string[] = [];
  let at = 0;
  for (const edit of edits) {
    for (; at < edit.at; at++) lines.push(pre.lines[at]!);
    for (const text of edit.added) lines.push(text);
    at += edit.removed;
  }
  const finalNewline = finalNewlineAfter(pre, edits.at(-1));
  for (; at < pre.lines.length; at++) lines.push(pre.lines[at]!);
  return { lines, finalNewline };
}

function finalNewlineAfter(pre: Lines, last: Edit | undefined): boolean {
  if (!last || last.at + last.removed < pre.lines.length) return pre.finalNewline;
  return last.added.length === 0 || !last.noNewline;
}

/** The edits that undo `edits`, on the text that they made of `pre`. */
export function invert(pre: Lines, edits: readonly Edit[]): readonly Edit[] {
  let shift = 0;
  return edits.map(({ at, removed, added }) => {
    const touchesEnd = at + removed === pre.lines.length;
    const inverse = {
      at: at + shift,
      removed: added.length,
      added: pre.lines.slice(at, at + removed),
      noNewline: touchesEnd && !pre.finalNewline,
    };
    shift += added.length - removed;
    return inverse;
  });
}

/** The hunk that undoes a hunk. */
export function reverseHunk(hunk: Hunk): Hunk {
  const side = { context: 'context', added: 'removed', removed: 'added' } as const;
  return {
    ...hunk,
    oldStart: hunk.newStart,
    oldCount: hunk.newCount,
    newStart: hunk.oldStart,
    newCount: hunk.oldCount,
    lines: hunk.lines.map((line) => ({ ...line, kind: side[line.kind] })),
  };
}
