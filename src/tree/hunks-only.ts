import type { Hunk } from '../input/index.js';
import type { Fragment, ImagePair, LineRange, SourceImage } from './image.js';
import type { Paths } from './pair.js';

/** What can be known of a file without the file. */
export interface HunksOnly {
  readonly pair: ImagePair;
  /** Hunks, by index, that overlap one before, or stand where no file reaches. */
  readonly rejects: readonly number[];
}

/** No C file of the kernel has a third of this; a hunk header may claim any number. */
const MOST_LINES = 1 << 20;

type Numbered = 'oldLine' | 'newLine';

/** The two images that the hunks show: each of their lines at its own number, every other line empty. */
export function pairOfHunks(paths: Paths, hunks: readonly Hunk[]): HunksOnly {
  const rejects: number[] = [];
  const kept: Hunk[] = [];
  const end = { oldLine: 0, newLine: 0 };
  for (const [index, hunk] of hunks.entries()) {
    const extents = { oldLine: extentOf(hunk, 'oldLine'), newLine: extentOf(hunk, 'newLine') };
    if (!fits(extents.oldLine, end.oldLine) || !fits(extents.newLine, end.newLine)) {
      rejects.push(index);
      continue;
    }
    kept.push(hunk);
    end.oldLine = extents.oldLine?.last ?? end.oldLine;
    end.newLine = extents.newLine?.last ?? end.newLine;
  }
  const pre = imageOf(paths.pre, 'pre', kept, end.oldLine);
  const post = imageOf(paths.post, 'post', kept, end.newLine);
  return { pair: { pre, post, preLine: lineMap(kept) }, rejects };
}

function extentOf(hunk: Hunk, side: Numbered): LineRange | undefined {
  const first = hunk.lines.find((line) => line[side] !== undefined)?.[side];
  const last = hunk.lines.findLast((line) => line[side] !== undefined)?.[side];
  return first !== undefined && last !== undefined ? { first, last } : undefined;
}

function fits(extent: LineRange | undefined, end: number): boolean {
  return extent === undefined || (extent.first > end && extent.last >= extent.first && extent.last <= MOST_LINES);
}

function imageOf(path: string, side: 'pre' | 'post', hunks: readonly Hunk[], lastLine: number): SourceImage {
  const numbered: Numbered = side === 'pre' ? 'oldLine' : 'newLine';
  const lines = new Array<string>(lastLine).fill('');
  const fragments: Fragment[] = [];
  for (const hunk of hunks) {
    for (const line of hunk.lines) if (line[numbered] !== undefined) lines[line[numbered] - 1] = line.text;
    const extent = extentOf(hunk, numbered);
    if (extent) fragments.push({ ...extent, section: hunk.section });
  }
  const runs = hunks.flatMap((hunk) => runsOf(hunk, numbered));
  return {
    path,
    side,
    text: lines.map((line) => `${line}\n`).join(''),
    complete: false,
    fragments,
    changed: runs.filter((run) => run.kind === 'changed').map(({ first, last }) => ({ first, last })),
    gaps: runs.filter((run) => run.kind === 'gap').map((run) => run.first),
  };
}

interface Run extends LineRange {
  readonly kind: 'changed' | 'gap';
}

/** The stretches of added and removed lines without context between them, as one side has them. */
function runsOf(hunk: Hunk, side: Numbered): Run[] {
  const runs: Run[] = [];
  const emptyAt = side === 'oldLine' ? hunk.oldStart : hunk.newStart;
  let last: number | undefined;
  for (let start = 0, end = 0; start < hunk.lines.length; start = ++end) {
    while (end < hunk.lines.length && hunk.lines[end]!.kind !== 'context') end++;
    const numbers = hunk.lines.slice(start, end).flatMap((line) => line[side] ?? []);
    // Without a line before it, a run begins where the header says: `-5,0` is behind line 5, `-5,3` at line 5.
    const gap = hunk.lines[end]?.[side] ?? (last ?? emptyAt) + 1;
    if (numbers.length > 0) runs.push({ kind: 'changed', first: numbers[0]!, last: numbers.at(-1)! });
    else if (end > start) runs.push({ kind: 'gap', first: gap, last: gap });
    last = hunk.lines[end]?.[side] ?? numbers.at(-1) ?? last;
  }
  return runs;
}

function lineMap(hunks: readonly Hunk[]): ImagePair['preLine'] {
  const pairs = hunks.flatMap((hunk) => hunk.lines.filter((line) => line.kind === 'context'));
  const map = new Map(pairs.map((line) => [line.newLine, line.oldLine]));
  return (postLine) => map.get(postLine);
}
