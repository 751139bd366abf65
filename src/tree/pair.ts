import type { Edit } from './apply.js';
import { rewrite } from './apply.js';
import type { ImagePair, LineRange, SourceImage } from './image.js';
import { joinLines, type Lines } from './lines.js';

/** Where the two versions of a file stand; the same path twice unless it is renamed or copied. */
export interface Paths {
  readonly pre: string;
  readonly post: string;
}

/** The two images of a file that is wholly known, and what `edits` change between them. */
export function pairOfEdits(paths: Paths, pre: Lines, edits: readonly Edit[]): ImagePair {
  const sides = { pre: sideOf(edits, 'pre'), post: sideOf(edits, 'post') };
  return {
    pre: { path: paths.pre, side: 'pre', text: joinLines(pre), complete: true, fragments: [], ...sides.pre },
    post: {
      path: paths.post,
      side: 'post',
      text: joinLines(rewrite(pre, edits)),
      complete: true,
      fragments: [],
      ...sides.post,
    },
    preLine: lineMap(edits, pre.lines.length),
  };
}

/** The image of a file that the patch creates (`post`) or deletes (`pre`): every line of it is changed. */
export function pairOfWhole(path: string, side: 'pre' | 'post', text: Lines): ImagePair {
  const changed = text.lines.length > 0 ? [{ first: 1, last: text.lines.length }] : [];
  const image: SourceImage = {
    path,
    side,
    text: joinLines(text),
    complete: true,
    fragments: [],
    changed,
    gaps: [],
  };
  return { [side]: image, preLine: () => undefined };
}

function sideOf(edits: readonly Edit[], side: 'pre' | 'post'): { changed: LineRange[]; gaps: number[] } {
  const changed: LineRange[] = [];
  const gaps: number[] = [];
  let shift = 0;
  for (const { at, removed, added } of edits) {
    const count = side === 'pre' ? removed : added.length;
    const first = at + 1 + (side === 'pre' ? 0 : shift);
    if (count > 0) changed.push({ first, last: first + count - 1 });
    else gaps.push(first);
    shift += added.length - removed;
  }
  return { changed, gaps };
}

function lineMap(edits: readonly Edit[], preCount: number): ImagePair['preLine'] {
  // One run of unchanged lines behind each edit, and one before the first.
  const runs = [{ postFirst: 1, shift: 0, postNext: (edits[0]?.at ?? preCount) + 1 }];
  let shift = 0;
  for (const [index, { at, removed, added }] of edits.entries()) {
    shift += added.length - removed;
    const next = edits[index + 1]?.at ?? preCount;
    runs.push({ postFirst: at + removed + shift + 1, shift, postNext: next + shift + 1 });
  }
  return (postLine) => {
    const run = runs[lastAtMost(runs.length, (index) => runs[index]!.postFirst <= postLine)];
    return run && postLine < run.postNext ? postLine - run.shift : undefined;
  };
}

/** The last index for which `holds`, which is true up to some index and false from there on; -1 for none. */
function lastAtMost(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
