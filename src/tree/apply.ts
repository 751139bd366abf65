import type { Damage, DiffLine, Hunk } from '../input/index.js';
import type { Lines } from './lines.js';
import { type Located, locate, locateCut, type Target, type Tolerance, target } from './locate.js';

/** Lines of a file replaced by others; at least one of the two is not empty. */
export interface Edit {
  /** 0-based line of the old text: the first that goes, or the one before which lines come in. */
  readonly at: number;
  readonly removed: number;
  readonly added: readonly string[];
  /** True when the last added line has no newline. */
  readonly noNewline: boolean;
}

/** An edit of the text that the tree has. */
interface Step extends Edit {
  /** Index of its hunk. */
  readonly hunk: number;
  /** The tree has it already: the edit undoes it. */
  readonly undoes: boolean;
}

export interface Placement {
  /** In order of the file, not overlapping. */
  readonly steps: readonly Step[];
  /** Hunks, by index, that have no place in this file. */
  readonly rejects: readonly number[];
  /** Hunks, by index, whose new lines stand where the old ones have no place. */
  readonly already: readonly number[];
  /** True when all hunks stand just where they say, and none is there already. */
  readonly exact: boolean;
}

/** Finds each hunk's place in a file, in order, and says what changes there. Pure; a hunk without a place is left out. */
export function placeHunks(
  pre: Lines,
  hunks: readonly Hunk[],
  damage: Damage,
  tolerance: Tolerance = damage.whitespace ? 'all' : 'none',
): Placement {
  const file = target(pre.lines, damage, tolerance);
  const steps: Step[] = [];
  const rejects: number[] = [];
  const already: number[] = [];
  let [offset, from, exact] = [0, 0, true];
  for (const [index, hunk] of hunks.entries()) {
    // `@@ -5,0` stands behind line 5, `@@ -5,3` begins with line 5.
    const guess = (hunk.oldCount === 0 ? hunk.oldStart : hunk.oldStart - 1) + offset;
    const found = findPlace(file, hunk, guess, from);
    if (!found) {
      rejects.push(index);
      continue;
    }
    const { lines, located, undoes } = found;
    steps.push(...editsOf(lines, located).map((edit) => ({ ...edit, hunk: index, undoes })));
    if (undoes) already.push(index);
    if (undoes || located.start !== guess || offset !== 0) exact = false;
    offset += located.start - guess + (undoes ? hunk.newCount - hunk.oldCount : 0);
    from = (located.positions.at(-1) ?? located.start - 1) + 1;
  }
  return { steps, rejects, already, exact: exact && rejects.length === 0 };
}

interface Found {
  readonly lines: readonly DiffLine[];
  readonly located: Located;
  readonly undoes: boolean;
}

/**
 * The tree has a hunk already where its new lines stand and its old ones do not; where both are found, the old ones count,
 * as for git, unless the new ones stand just where the hunk has to be and the old ones elsewhere.
 */
function findPlace(file: Target, hunk: Hunk, guess: number, from: number): Found | undefined {
  const ahead = locate(file, hunk, guess, from);
  const forward = ahead && { lines: hunk.lines, located: ahead, undoes: false };
  if (ahead?.start === guess) return forward;
  const reversed = reverseHunk(hunk);
  const behind = isEvidence(reversed) ? locate(file, reversed, guess, from) : undefined;
  if (behind && (!ahead || behind.start === guess)) return { lines: reversed.lines, located: behind, undoes: true };
  if (ahead) return forward;
  const cut = locateCut(file, hunk, from);
  return cut && { lines: hunk.lines, located: cut, undoes: false };
}

/** Lines that go, or stay, are no proof of anything where they are only braces and blanks. */
function isEvidence({ lines }: Hunk): boolean {
  return lines.some(({ kind, text }) => kind !== 'added' && /\w/.test(text));
}

/** A text before and after a patch, of which the tree may have parts already. */
export interface Rewritten {
  readonly pre: Lines;
  /** What leads from `pre` to the text after the patch. */
  readonly edits: readonly Edit[];
}

/** Works out the text before a patch of what the tree has, and all edits of the patch in its lines. */
export function unwind(inTree: Lines, steps: readonly Step[]): Rewritten {
  const undone = steps.filter(({ undoes }) => undoes);
  if (undone.length === 0) return { pre: inTree, edits: steps };
  let shift = 0;
  const edits = steps.map((step): Edit => {
    if (!step.undoes) return { ...step, at: step.at + shift };
    const inverse = inverseOf(inTree, step, shift);
    shift += step.added.length - step.removed;
    return inverse;
  });
  return { pre: rewrite(inTree, undone), edits };
}

function inverseOf(text: Lines, { at, removed, added }: Edit, shift: number): Edit {
  return {
    at: at + shift,
    removed: added.length,
    added: text.lines.slice(at, at + removed),
    noNewline: at + removed === text.lines.length && !text.finalNewline,
  };
}

function editsOf(lines: readonly DiffLine[], { positions, start }: Located): Edit[] {
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

function reverseHunk(hunk: Hunk): Hunk {
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
