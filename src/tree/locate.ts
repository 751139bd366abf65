import type { Damage, DiffLine, Hunk } from '../input/index.js';

/** A file made ready for finding hunks in it. */
export interface Target {
  /** What is compared of each line. */
  readonly keys: readonly string[];
  readonly key: (line: string) => string;
  /** The patch lost its empty context lines, so those of the file are passed over. */
  readonly skipBlank: boolean;
  /** Line comparisons left: a bound on hostile hunks. */
  budget: number;
}

/** Where a hunk stands. */
export interface Located {
  /** The hunk's lines, without the context that fuzz gave up. */
  readonly lines: readonly DiffLine[];
  /** For each context and removed line of `lines`, its 0-based line of the file. */
  readonly positions: readonly number[];
  /** 0-based line of the file at which `lines` begins. */
  readonly start: number;
  readonly fuzz: number;
  /** By how many lines the hunk stands away from where it was looked for first. */
  readonly offset: number;
}

const MOST_FUZZ = 2;
const COMPARISONS = 20_000_000;

/** Prepares a file's lines for `locate`, with as much tolerance as the damage of the patch asks for. */
export function target(lines: readonly string[], damage: Damage): Target {
  const key = damage.whitespace ? withoutBlanks : withoutCarriageReturn;
  return { keys: lines.map(key), key, skipBlank: damage.blankLines, budget: COMPARISONS };
}

/**
 * Finds the place of a hunk as patch(1) does: the nearest to 0-based line `guess`, not before `from`, and when no place
 * matches, again with one and with two lines of context left out. A hunk with less context at one end was cut at that
 * end of the file, and matches only there; but a quoted diff may be cut anywhere, so a single match of all its lines
 * is taken too. Undefined when there is no place.
 */
export function locate(file: Target, hunk: Hunk, guess: number, from: number): Located | undefined {
  const lead = hunk.lines.findIndex((line) => line.kind !== 'context');
  const trail = hunk.lines.length - 1 - hunk.lines.findLastIndex((line) => line.kind !== 'context');
  if (lead < 0) return undefined;
  const context = Math.max(lead, trail);
  for (let fuzz = 0; fuzz <= Math.min(MOST_FUZZ, context); fuzz++) {
    const dropLead = fuzz + lead - context;
    const dropTrail = fuzz + trail - context;
    const lines = hunk.lines.slice(Math.max(0, dropLead), hunk.lines.length - Math.max(0, dropTrail));
    const pattern = lines.filter((line) => line.kind !== 'added').map((line) => file.key(line.text));
    if (pattern.length === 0 && hunk.oldCount > 0) return undefined;
    if (fuzz > 0 && !pattern.some((key) => /\w/.test(key))) return undefined;
    const near = guess + Math.max(0, dropLead);
    const range = searchRange(file, pattern, from, {
      atStart: dropLead < 0 && hunk.oldStart <= 1,
      atEnd: dropTrail < 0,
    });
    const positions = nearest(file, pattern, near, range) ?? (fuzz === 0 ? onlyMatch(file, pattern, from) : undefined);
    if (positions)
      return { lines, positions, start: positions[0] ?? near, fuzz, offset: (positions[0] ?? near) - near };
  }
  return undefined;
}

interface Range {
  readonly first: number;
  readonly last: number;
}

function searchRange(
  file: Target,
  pattern: readonly string[],
  from: number,
  anchors: { readonly atStart: boolean; readonly atEnd: boolean },
): Range {
  if (file.skipBlank) return { first: from, last: file.keys.length - 1 };
  const last = file.keys.length - pattern.length;
  return { first: anchors.atEnd ? Math.max(from, last) : from, last: anchors.atStart ? Math.min(0, last) : last };
}

function nearest(file: Target, pattern: readonly string[], near: number, range: Range): number[] | undefined {
  if (pattern.length === 0) return near >= range.first && near <= file.keys.length ? [] : undefined;
  const farthest = Math.max(near - range.first, range.last - near);
  for (let distance = 0; distance <= farthest; distance++) {
    for (const start of distance === 0 ? [near] : [near + distance, near - distance]) {
      if (start < range.first || start > range.last) continue;
      const positions = align(file, pattern, start);
      if (positions) return positions;
    }
  }
  return undefined;
}

function onlyMatch(file: Target, pattern: readonly string[], from: number): number[] | undefined {
  let found: number[] | undefined;
  for (let start = from; start < file.keys.length; start++) {
    const positions = align(file, pattern, start);
    if (positions && found) return undefined;
    found ??= positions;
  }
  return found;
}

function align(file: Target, pattern: readonly string[], start: number): number[] | undefined {
  if (file.keys[start] !== pattern[0] || file.budget < 0) return undefined;
  const positions: number[] = [];
  let at = start;
  for (const key of pattern) {
    file.budget--;
    while (file.skipBlank && key !== '' && file.keys[at] === '') at++;
    if (file.keys[at] !== key) return undefined;
    positions.push(at++);
  }
  return positions;
}

function withoutBlanks(line: string): string {
  return line.replace(/\s+/g, '');
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
