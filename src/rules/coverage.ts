import type { SkippedFunction, Unit } from '../c/index.js';
import type { LineRange, SourceImage } from '../tree/index.js';
import type { Version } from './judge.js';

/** One version of a file, read. */
export interface ReadImage {
  readonly image: SourceImage;
  readonly unit: Unit;
}

/** Does the patch change something from line `first` to line `last` of this version? */
export function touches(image: SourceImage, first: number, last: number): boolean {
  const overlaps = (r: LineRange) => r.first <= last && r.last >= first;
  return image.changed.some(overlaps) || image.gaps.some((g) => g > first && g <= last);
}

/** Functions that the patch touches and that cannot be read; one that cannot be read in both versions is told once. */
export function unread(pre: ReadImage | undefined, post: ReadImage | undefined): SkippedFunction[] {
  const after = touchedSkips(post);
  const told = new Set(after.map((skipped) => skipped.function));
  return [...after, ...touchedSkips(pre).filter((skipped) => !told.has(skipped.function))];
}

/** Where a function that cannot be read ends is not known: it is given all lines up to the next one. */
function touchedSkips(read: ReadImage | undefined): SkippedFunction[] {
  if (!read) return [];
  const { functions, skipped } = read.unit;
  const starts = [...functions.map(({ first }) => first.line), ...skipped.map(({ line }) => line)];
  const next = (line: number) => Math.min(...starts.filter((start) => start > line));
  return skipped.filter(({ line }) => !read.image.complete || touches(read.image, line, next(line) - 1));
}

/** A function of which not all paths were followed: told, so that silence about it is not taken for an answer. */
export function unfollowed(pre: Version | undefined, post: Version | undefined): SkippedFunction[] {
  const seen = [post?.exploration, pre?.exploration].filter((exploration) => exploration !== undefined);
  const worst = seen.find(({ exhausted }) => exhausted) ?? seen.find(({ cut }) => cut > 0);
  if (!worst) return [];
  const { file, name, first } = seen[0]!.fn;
  const bound = worst.exhausted ? 'too much work for one function' : 'too many paths';
  const version = worst === post?.exploration ? '' : ' before the patch';
  const reason = `${bound}${version}: ${worst.cut} not followed to the end`;
  return [{ file, function: name, line: first.line, reason, dropped: worst.cut }];
}

/** Of what is said of the same function under several configurations, that it was not analysed is the last word. */
export function onePerFunction(all: readonly SkippedFunction[]): SkippedFunction[] {
  const partly = all.filter(({ dropped }) => dropped !== undefined);
  const not = all.filter(({ dropped }) => dropped === undefined);
  return [...new Map([...partly, ...not].map((s) => [`${s.function} ${s.line}`, s])).values()];
}
