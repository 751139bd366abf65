import type { Candidate } from './candidate.js';
import { headsOf, type Place } from './head.js';
import type { Letter } from './message.js';
import type { Placed } from './order.js';
import { readSubject, type SubjectTag } from './subject.js';
import type { Threads } from './thread.js';

/** A patch, or a cover letter (it has no candidate), and the posting that it was sent with. */
export interface Member extends Place {
  readonly letter: Letter;
  readonly tag: SubjectTag;
  readonly sent: Sent;
  /** A patch that somebody wrote into an answer belongs to no posting. */
  readonly isLoose: boolean;
  readonly base?: string;
  readonly candidate?: Candidate;
}

/** When a letter was sent (0 when it does not say so), and its place in the input. */
export interface Sent {
  readonly date: number;
  readonly arrival: number;
}

/** Compares when two things were sent; equal dates, and none, by their places. */
export function compareSent(a: Sent, b: Sent): number {
  return a.date - b.date || a.arrival - b.arrival;
}

function alone(posting: string): Place {
  return { posting, isTied: true };
}

/** All patches and the cover letters, each with the name of its posting. */
export function membersOf(patches: readonly Candidate[], placed: readonly Placed[], threads: Threads): Member[] {
  const places = new Map(placed.map((place, arrival) => [place.letter, { ...place, arrival }]));
  const { tagOf, placeOf } = headsOf([...places.keys()], threads);
  const member = (letter: Letter, tag: SubjectTag, place: Place, rest: Partial<Member>): Member => {
    const { base, arrival } = places.get(letter)!;
    const sent = { date: Date.parse(letter.envelope?.date ?? letter.date ?? '') || 0, arrival };
    const says = base === undefined || rest.candidate?.quoted ? {} : { base };
    return { letter, tag, sent, isLoose: false, ...place, ...says, ...rest };
  };
  const covers = placed
    .map(({ letter }) => ({ letter, tag: tagOf(letter) }))
    .filter(({ tag }) => tag.number === 0 && !tag.reply)
    .map(({ letter, tag }) => member(letter, tag, placeOf(letter), {}));
  const isAnswer = ({ letter, quoted }: Candidate) => quoted || readSubject(letter.subject).reply;
  const sent = patches
    .filter((patch) => !isAnswer(patch))
    .map((candidate, at) => {
      const { letter, tag } = candidate;
      if (tag.number === undefined) return member(letter, tag, alone(`single ${at}`), { candidate });
      const version = Math.max(tag.version, tagOf(letter).version);
      return member(letter, { ...tag, version }, placeOf(letter), { candidate });
    });
  // What was sent without a number may be there twice; a quote stands for the mail that is missing, wherever it was sent.
  const size = ({ letter, tag }: Pick<Member, 'letter' | 'tag'>) =>
    `${threads.nameOf(letter)} ${tag.version}/${tag.total}`;
  const sizes = new Map(sent.map((one) => [size(one), one.posting]));
  const answers = patches.filter(isAnswer).map((candidate, at) => {
    const { letter, tag, quoted } = candidate;
    if (!quoted) return member(letter, tag, alone(`loose ${at}`), { isLoose: true, candidate });
    const name =
      tag.number === undefined ? `quoted ${at}` : (sizes.get(size(candidate)) ?? `quoted ${size(candidate)}`);
    return member(letter, tag, alone(name), { candidate });
  });
  return [...covers, ...sent, ...answers];
}
