import type { Candidate } from './candidate.js';
import type { Letter, Line } from './message.js';
import { readSubject, type SubjectTag } from './subject.js';

/** A message without its text, the place of its source among those the user named, and its `base-commit:`. */
export interface Placed {
  readonly letter: Letter;
  readonly source: number;
  readonly base?: string;
}

/** Knows which messages belong to one posting of one series. */
export interface Postings {
  /** Place of the source of a message. */
  readonly sourceOf: (letter: Letter) => number;
  readonly nameOf: (letter: Letter, tag: SubjectTag) => string;
  /** The commit that a message says it stands on, else the one that its cover letter or another of its patches says. */
  readonly baseOf: (letter: Letter, tag: SubjectTag) => string | undefined;
}

/** Groups messages by source, version, size of the series and thread. */
export function readPostings(placed: readonly Placed[]): Postings {
  const places = new Map(placed.map((place) => [place.letter, place]));
  const sourceOf = (letter: Letter) => places.get(letter)?.source ?? 0;
  const roots = new Set(placed.flatMap(({ letter }) => letter.parents.slice(0, 1)));
  const nameOf = (letter: Letter, tag: SubjectTag) => {
    // A cover letter, or patch 1, is the parent of the others. Mails sent without threading share the empty root.
    const own = letter.messageId !== undefined && roots.has(letter.messageId) ? letter.messageId : '';
    const root = letter.parents[0] ?? own;
    return `${sourceOf(letter)}/${tag.version}/${tag.total ?? ''}/${root}`;
  };
  const bases = new Map<string, string>();
  for (const { letter, base } of placed) {
    const tag = readSubject(letter.subject);
    const name = nameOf(letter, tag);
    if (base !== undefined && !tag.reply && tag.number !== undefined && !bases.has(name)) bases.set(name, base);
  }
  const baseOf = (letter: Letter, tag: SubjectTag) => places.get(letter)?.base ?? bases.get(nameOf(letter, tag));
  return { sourceOf, nameOf, baseOf };
}

/** The `base-commit:` that `git format-patch --base` writes below the diff or in the cover letter. */
export function baseCommit(lines: readonly Line[]): string | undefined {
  for (const { text } of lines) {
    const match = text.startsWith('base-commit: ') ? /^base-commit: ([0-9a-f]{7,64})\s*$/.exec(text) : null;
    if (match !== null) return match[1]!;
  }
  return undefined;
}

/** Sorts patches by source, version, posting (the first found first) and number in the series. */
export function sortPatches(patches: readonly Candidate[], postings: Postings): Candidate[] {
  const first = new Map<string, number>();
  const keyed = patches.map((patch, arrival) => {
    const { tag, letter } = patch;
    const name = tag.number === undefined ? `single ${arrival}` : postings.nameOf(letter, tag);
    if (!first.has(name)) first.set(name, arrival);
    const key = [postings.sourceOf(letter), tag.version, first.get(name)!, tag.number ?? 0, arrival];
    return { patch, key };
  });
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ patch }) => patch);
}

/** Puts asides in the order of the patches that they answer; one that answers none of them comes last. */
export function sortAsides(asides: readonly Candidate[], patches: readonly Candidate[]): Candidate[] {
  const bySubject = new Map(patches.map((patch, at) => [patch.tag.key, at]));
  const byId = new Map(patches.map((patch, at) => [patch.letter.messageId ?? '', at]));
  const answered = ({ letter, tag }: Candidate) => {
    const parent = letter.parents.findLast((id) => byId.has(id));
    return (parent === undefined ? bySubject.get(tag.key) : byId.get(parent)) ?? patches.length;
  };
  return asides
    .map((aside, arrival) => ({ aside, key: [answered(aside), arrival] }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ aside }) => aside);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) if (value !== b[at]) return value - b[at]!;
  return 0;
}
