import type { ImagePair, LineRange, SourceImage } from './image.js';
import { splitLines } from './lines.js';

/** What a person has to see of one version of a file to follow a path through a function. */
export interface Excerpt {
  readonly file: string;
  /** The head of the function, where the lines do not show it: what git printed behind the `@@` of the hunk. */
  readonly section?: string;
  readonly lines: readonly ExcerptLine[];
}

/** `line` counts in the version that the excerpt is of; for a removed line beside it in the version before. */
export interface ExcerptLine {
  readonly kind: 'context' | 'added' | 'removed';
  readonly line: number;
  readonly text: string;
}

/** A file that no patch touches, as a pair of images. */
export function wholeFile(path: string, text: string): ImagePair {
  const post: SourceImage = { path, side: 'post', text, complete: true, fragments: [], changed: [], gaps: [] };
  return { post, preLine: (line) => line };
}

/** Further away no head of a function is looked for, and no end. */
const MOST_LINES = 2000;

/**
 * The function around the `wanted` lines, as a diff shows it: the lines of the post image, and those that it has no more.
 * Of the pre image, and where only the hunks are known, no more than what is there. Functions begin and end as git finds
 * them for its hunk headers: at a line that starts with a letter, up to a `}` in the first column.
 * Undefined when the image does not have those lines.
 */
export function excerptOf(pair: ImagePair, side: 'pre' | 'post', wanted: readonly number[]): Excerpt | undefined {
  const image = pair[side];
  if (!image || wanted.length === 0) return undefined;
  const lines = splitLines(image.text).lines;
  const ranges = image.complete ? wholeFunction(lines, wanted) : shownAround(image, wanted);
  const shown = ranges.flatMap((range) => (side === 'post' ? diffOf(pair, lines, range) : plain(image, lines, range)));
  if (shown.length === 0) return undefined;
  const section = image.complete ? '' : sectionOf(image, ranges[0]!);
  return { file: image.path, ...(section && { section }), lines: shown };
}

function wholeFunction(lines: readonly string[], wanted: readonly number[]): readonly LineRange[] {
  const top = Math.min(...wanted);
  const bottom = Math.min(Math.max(...wanted), lines.length);
  if (top < 1 || top > bottom || bottom - top > MOST_LINES) return [];
  let first = top;
  while (first > 1 && top - first < MOST_LINES && !isHead(lines[first - 1]!)) first--;
  // The type may stand on a line of its own above the name.
  if (first > 1 && /^[\p{L}_$][^;:{}()]*$/u.test(lines[first - 2]!)) first--;
  let last = bottom;
  while (last < lines.length && last - bottom < MOST_LINES && !lines[last - 1]!.startsWith('}')) last++;
  return [{ first, last }];
}

/** A label may stand in the first column, too. */
function isHead(line: string): boolean {
  return /^[\p{L}_$]/u.test(line) && !/^\w+:/.test(line);
}

function shownAround({ fragments }: SourceImage, wanted: readonly number[]): readonly LineRange[] {
  return fragments.filter(({ first, last }) => wanted.some((line) => first <= line && line <= last));
}

function sectionOf({ fragments }: SourceImage, range: LineRange): string {
  return fragments.find(({ first }) => first === range.first)?.section ?? '';
}

function plain(image: SourceImage, lines: readonly string[], { first, last }: LineRange): ExcerptLine[] {
  return lines.slice(first - 1, last).map((text, i) => {
    const line = first + i;
    return { kind: isChanged(image, line) ? 'removed' : 'context', line, text };
  });
}

/** The lines of the post image; before each run of added ones those that were removed there. */
function diffOf(pair: ImagePair, lines: readonly string[], { first, last }: LineRange): ExcerptLine[] {
  const before = pair.pre ? splitLines(pair.pre.text).lines : [];
  const shown: ExcerptLine[] = [];
  let next = firstPreLine(pair, first, last);
  const removed = () => {
    for (; next > 0 && pair.pre && isChanged(pair.pre, next); next++)
      shown.push({ kind: 'removed', line: next, text: before[next - 1] ?? '' });
  };
  for (let line = first; line <= last; line++) {
    removed();
    const old = pair.preLine(line);
    shown.push({ kind: old === undefined ? 'added' : 'context', line, text: lines[line - 1] ?? '' });
    if (old !== undefined) next = old + 1;
  }
  removed();
  return shown;
}

/** Where the version before stands at the first line of a range; 0 when it has none of the range. */
function firstPreLine({ pre, preLine }: ImagePair, first: number, last: number): number {
  for (let line = first; line <= last; line++) {
    let old = preLine(line);
    if (old === undefined) continue;
    while (line > first && pre && old > 1 && isChanged(pre, old - 1)) old--;
    return old;
  }
  return 0;
}

function isChanged({ changed }: SourceImage, line: number): boolean {
  return changed.some(({ first, last }) => first <= line && line <= last);
}
