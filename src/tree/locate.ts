import type { Damage, Hunk } from '../input/index.js';
import { isHead, nameOf, type Owners, ownersOf } from './layout.js';

/** What of white space may differ: nothing; blanks at a line's end; any blanks, where a copy has no tab at all; all of it. */
export type Tolerance = 'none' | 'trailing' | 'blanks' | 'all';

/** A file made ready for finding hunks in it. */
export interface Target {
  /** What is compared of each line. */
  readonly keys: readonly string[];
  readonly key: (line: string) => string;
  readonly owners: Owners;
  /** The patch lost its empty context lines, so those of the file are passed over. */
  readonly skipBlank: boolean;
  /** Line comparisons left: a bound on hostile hunks. */
  budget: number;
}

/** Where a hunk stands. */
export interface Located {
  /** For each context and removed line of the hunk, its 0-based line of the file. */
  readonly positions: readonly number[];
  /** 0-based line of the file at which the hunk begins. */
  readonly start: number;
}

const COMPARISONS = 20_000_000;

const KEYS: Readonly<Record<Tolerance, (line: string) => string>> = {
  none: (line) => (line.endsWith('\r') ? line.slice(0, -1) : line),
  trailing: (line) => line.trimEnd(),
  blanks: (line) => line.trimEnd().replace(/\s+/g, ' '),
  all: (line) => line.replace(/\s+/g, ''),
};

/** Prepares a file's lines for `locate`. */
export function target(lines: readonly string[], { blankLines }: Damage, tolerance: Tolerance): Target {
  const key = KEYS[tolerance];
  return { keys: lines.map(key), key, owners: ownersOf(lines), skipBlank: blankLines, budget: COMPARISONS };
}

/**
 * Finds the place of a hunk as `git apply` does: all its lines, the nearest to 0-based line `guess`, not before `from`, and
 * never in another function than the one that the hunk begins in. A hunk with less context at one end was cut at that end
 * of the file, and matches only there. Undefined when there is no place.
 */
export function locate(file: Target, hunk: Hunk, guess: number, from: number): Located | undefined {
  const lead = hunk.lines.findIndex((line) => line.kind !== 'context');
  const trail = hunk.lines.length - 1 - hunk.lines.findLastIndex((line) => line.kind !== 'context');
  if (lead < 0) return undefined;
  const pattern = patternOf(file, hunk);
  if (pattern.length === 0 && hunk.oldCount > 0) return undefined;
  const range = searchRange(file, pattern, from, {
    atStart: lead < trail && hunk.oldStart <= 1,
    atEnd: trail < lead,
  });
  const positions =
    pattern.length === 0 ? emptyPlace(file, guess, range) : nearest(guess, range, fitting(file, hunk, pattern));
  return positions && { positions, start: positions[0] ?? guess };
}

/** The single place of a hunk of a quoted diff, which may be cut anywhere. */
export function locateCut(file: Target, hunk: Hunk, from: number): Located | undefined {
  const pattern = patternOf(file, hunk);
  const positions = pattern.length === 0 ? undefined : onlyMatch(file, from, fitting(file, hunk, pattern));
  return positions && { positions, start: positions[0]! };
}

function patternOf(file: Target, { lines }: Hunk): string[] {
  return lines.filter(isOld).map((line) => file.key(line.text));
}

type Fits = (start: number) => number[] | undefined;

function fitting(file: Target, hunk: Hunk, pattern: readonly string[]): Fits {
  const owner = ownerOf(hunk);
  return (start) =>
    owner === undefined || file.owners.above(start) === owner ? align(file, pattern, start) : undefined;
}

/**
 * The function in whose body a hunk begins, as the text behind `@@` names it. That text is of no account where the hunk
 * begins behind the function, or shows the head of the next one in front of its first change.
 */
function ownerOf({ section, lines }: Hunk): string | undefined {
  const name = nameOf(section);
  const before = lines.slice(0, lines.findIndex((line) => line.kind !== 'context') + 1).filter(isOld);
  const first = lines.filter(isOld).find(({ text }) => text.trim() !== '')?.text ?? '';
  const inBody = /^(?:\s+\S|[{}]|\w+:)/.test(first) && !/^\s*(?:\/\*|\*)/.test(first);
  return inBody && !before.some(({ text }) => isHead(text)) ? name : undefined;
}

function isOld({ kind }: Hunk['lines'][number]): boolean {
  return kind !== 'added';
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

function emptyPlace(file: Target, guess: number, range: Range): number[] | undefined {
  return guess >= range.first && guess <= file.keys.length ? [] : undefined;
}

function nearest(guess: number, range: Range, fits: Fits): number[] | undefined {
  const farthest = Math.max(guess - range.first, range.last - guess);
  for (let distance = 0; distance <= farthest; distance++) {
    for (const start of distance === 0 ? [guess] : [guess + distance, guess - distance]) {
      if (start < range.first || start > range.last) continue;
      const positions = fits(start);
      if (positions) return positions;
    }
  }
  return undefined;
}

function onlyMatch(file: Target, from: number, fits: Fits): number[] | undefined {
  let found: number[] | undefined;
  for (let start = from; start < file.keys.length; start++) {
    const positions = fits(start);
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
