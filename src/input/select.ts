import type { Diagnostic } from '../text/index.js';
import type { Candidate } from './candidate.js';
import { tellLeftOut } from './left-out.js';
import type { Letter } from './message.js';
import type { Placed } from './order.js';
import { type Posting, postingsOf } from './posting.js';
import { type Chosen, newestOf } from './revision.js';
import { threadsOf } from './thread.js';

/** The patches to be read, series for series, and what was left out on the way. */
export interface Selection {
  readonly patches: readonly Candidate[];
  readonly asides: readonly Candidate[];
  /** The `base-commit:` that a patch, or another letter of its posting, names. */
  readonly baseOf: (patch: Candidate) => string | undefined;
  /** The cover letter of its posting. */
  readonly coverOf: (patch: Candidate) => Letter | undefined;
  readonly notes: readonly Diagnostic[];
}

/**
 * Takes the newest version of each series: the series in the order of the input, the patches by their numbers. What is
 * older is left out with the diffs in answers to it, and told in one line a series.
 */
export function select(
  patches: readonly Candidate[],
  asides: readonly Candidate[],
  placed: readonly Placed[],
): Selection {
  const threads = threadsOf(placed.map(({ letter }) => letter));
  const postings = postingsOf(patches, placed, threads);
  const series = newestOf(postings);
  const replacedBy = answeredSeries(postings, series);
  const [read, answers] = [[] as Chosen[], new Map<Chosen, Candidate[]>()];
  const isLeftOut = (answer: Candidate) => {
    const newer = replacedBy(answer);
    if (newer !== undefined) answers.set(newer, [...(answers.get(newer) ?? []), answer]);
    return newer !== undefined;
  };
  for (const one of series) if (!one.newest.isLoose || !one.patches.every(isLeftOut)) read.push(one);
  const left = asides.filter((aside) => !isLeftOut(aside));
  const bases = new Map(postings.flatMap(basesOf));
  const covers = new Map(postings.flatMap(coversOf));
  return {
    patches: read.flatMap((one) => one.patches),
    asides: left,
    baseOf: (patch) => bases.get(patch),
    coverOf: (patch) => covers.get(patch),
    notes: read.flatMap((one) => tellLeftOut(one, answers.get(one) ?? [])),
  };
}

/** Looks up the series whose newest posting replaced the one that a candidate answers. */
function answeredSeries(postings: readonly Posting[], series: readonly Chosen[]) {
  const byId = new Map<string, Posting>();
  for (const posting of postings) {
    for (const { letter, candidate } of posting.members)
      if (letter.messageId !== undefined && !candidate?.quoted) byId.set(letter.messageId, posting);
  }
  const newer = new Map(series.flatMap((one) => one.older.map((posting) => [posting, one] as const)));
  return ({ letter }: Candidate): Chosen | undefined => {
    const posting = byId.get(letter.parents.findLast((id) => byId.has(id)) ?? '');
    return posting && newer.get(posting);
  };
}

function basesOf({ members, base }: Posting): (readonly [Candidate, string])[] {
  return members.flatMap(({ candidate, base: own, tag }) => {
    const found = own ?? (tag.number === undefined ? undefined : base);
    return candidate === undefined || candidate.quoted || found === undefined ? [] : [[candidate, found] as const];
  });
}

function coversOf({ members, patches }: Posting): (readonly [Candidate, Letter])[] {
  const cover = members.find(({ tag, candidate }) => tag.number === 0 && candidate === undefined);
  return cover === undefined ? [] : patches.map((patch) => [patch, cover.letter] as const);
}
