import { type Edit, type Placement, rewrite } from './apply.js';
import type { ImagePair, LineRange } from './image.js';
import { type Definition, definitionsOf } from './layout.js';
import { type Lines, splitLines } from './lines.js';

/** A new file without the functions that the tree's file of that name has already, word for word: those are no change. */
export function withoutSame(pair: ImagePair, existing: string): ImagePair {
  if (!pair.post) return pair;
  const known = new Set(definitionsOf(splitLines(existing).lines).map(({ name, text }) => `${name} ${text}`));
  const { lines } = splitLines(pair.post.text);
  const same = definitionsOf(lines).filter(({ name, text }) => known.has(`${name} ${text}`));
  return { ...pair, post: { ...pair.post, changed: rangesBetween(same, lines.length) } };
}

function rangesBetween(left: readonly Definition[], count: number): LineRange[] {
  const ranges: LineRange[] = [];
  let from = 1;
  for (const { first, last } of left) {
    if (first + 1 > from) ranges.push({ first: from, last: first });
    from = last + 2;
  }
  return from <= count ? [...ranges, { first: from, last: count }] : ranges;
}

/**
 * A function that a hunk brings in and that the file has elsewhere is there already: with the same text the hunk does
 * without it, with another the hunk has no place.
 */
export function withoutSecond<P extends Placement>(inTree: Lines, placed: P): P {
  const seconds = secondsIn(inTree, placed);
  if (seconds.length === 0) return placed;
  const clashing = new Set(seconds.filter(({ same }) => !same).map(({ hunk }) => hunk));
  const steps = placed.steps
    .filter(({ hunk }) => !clashing.has(hunk))
    .map((step) => ({
      ...step,
      added: without(
        step.added,
        seconds.filter(({ edit }) => edit === step),
      ),
    }))
    .filter(({ removed, added }) => removed > 0 || added.some((line) => line.trim() !== ''));
  const left = new Set(steps.map(({ hunk }) => hunk));
  const gone = new Set(seconds.map(({ hunk }) => hunk).filter((hunk) => !left.has(hunk) && !clashing.has(hunk)));
  return {
    ...placed,
    steps,
    rejects: [...placed.rejects, ...clashing].sort((a, b) => a - b),
    already: [...placed.already, ...gone].sort((a, b) => a - b),
    exact: false,
  };
}

/** A function of an edit that the file has besides. */
interface Second {
  readonly edit: Edit;
  readonly hunk: number;
  /** Lines of the edit, 0-based and inclusive. */
  readonly first: number;
  readonly last: number;
  readonly same: boolean;
}

function secondsIn(inTree: Lines, { steps }: Placement): Second[] {
  if (!steps.some(({ undoes, added }) => !undoes && added.some((line) => line.startsWith('}')))) return [];
  const ahead = steps.filter(({ undoes }) => !undoes);
  const definitions = definitionsOf(rewrite(inTree, ahead).lines);
  let shift = 0;
  return ahead.flatMap((edit) => {
    const start = edit.at + shift;
    const end = start + edit.added.length;
    shift += edit.added.length - edit.removed;
    return definitions
      .filter(({ first, last }) => first >= start && last < end)
      .flatMap((own): Second[] => {
        const other = definitions.find((it) => it !== own && it.name === own.name && it.branch === own.branch);
        if (!other) return [];
        const place = { first: own.first - start, last: own.last - start };
        return [{ edit, hunk: edit.hunk, ...place, same: other.text === own.text }];
      });
  });
}

function without(added: readonly string[], ranges: readonly Second[]): readonly string[] {
  return added.filter((_, at) => !ranges.some(({ first, last }) => first <= at && at <= last));
}
