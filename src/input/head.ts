import type { Letter } from './message.js';
import { readSubject, type SubjectTag } from './subject.js';
import type { Threads } from './thread.js';

/** Knows which numbered mails were sent together. */
export interface Heads {
  /** What the subject of a letter says; a version that it leaves out is that of the letter that leads its series. */
  readonly tagOf: (letter: Letter) => SubjectTag;
  /** The posting of a letter: that of the patch with the same number that it answers, over any number of mails. */
  readonly placeOf: (letter: Letter) => Place;
}

export interface Place {
  /** Equal for letters of one posting. */
  readonly posting: string;
  /** False when nothing but its numbers ties a letter to others. */
  readonly isTied: boolean;
}

/** Looks at all letters of the inputs. */
export function headsOf(letters: readonly Letter[], threads: Threads): Heads {
  const said = new Map(letters.map((letter) => [letter, readSubject(letter.subject)]));
  const tagOf = (letter: Letter) => {
    const tag = said.get(letter)!;
    const parent = threads.parentOf(letter);
    return parent === undefined ? tag : withVersion(tag, said.get(parent)!);
  };
  const mateAbove = (letter: Letter) => {
    const parent = threads.parentOf(letter);
    return parent && isMate(tagOf(letter), tagOf(parent)) ? parent : undefined;
  };
  const answered = new Set(letters.flatMap((letter) => mateAbove(letter) ?? []));
  /** The cover letter of a letter, else its patch 1; that one stands for all of the posting. */
  const leaders = new Map<Letter, Letter>();
  const leaderOf = (letter: Letter) => {
    const way = [letter];
    // Numbers fall on the way up, so it ends.
    for (let up = mateAbove(letter); up !== undefined; up = mateAbove(up)) {
      way.push(up);
      if (leaders.has(up)) break;
    }
    const leader = leaders.get(way.at(-1)!) ?? way.at(-1)!;
    for (const below of way) leaders.set(below, leader);
    return leader;
  };
  const places = new Map<Letter, Place>();
  const placeOf = (letter: Letter): Place => {
    const known = places.get(letter);
    if (known !== undefined) return known;
    const leader = leaderOf(letter);
    const first = threads.lettersAbove(leader).findLast((above) => isSamePlace(said.get(leader)!, said.get(above)!));
    const { number, version, total } = tagOf(leader);
    const own = answered.has(leader) ? leader.messageId : undefined;
    const head = number === 0 ? own : (leader.parents.at(-1) ?? own);
    const place: Place = first
      ? { ...placeOf(first), isTied: true }
      : { posting: `${version}/${total} ${head ?? leader.author}`, isTied: head !== undefined };
    places.set(letter, place);
    return place;
  };
  return { tagOf, placeOf };
}

/** `b4` does the same: `[PATCH v3 0/2]` with `[PATCH 1/2]` below it is the third version. */
function withVersion(tag: SubjectTag, above: SubjectTag): SubjectTag {
  const { number = 0, total } = tag;
  const leads = above.number === 0 || (above.number === 1 && number > 1);
  const isBelow = number > 0 && !tag.reply && !above.reply && leads && total === above.total;
  return isBelow && tag.version === 1 ? { ...tag, version: above.version } : tag;
}

/** The letter above belongs to the same posting: its cover letter, or an earlier patch of it. */
function isMate(tag: SubjectTag, above: SubjectTag): boolean {
  if (tag.number === undefined || above.number === undefined || above.number >= tag.number) return false;
  if (tag.reply || above.reply || tag.version !== above.version) return false;
  return tag.total === above.total || above.number === 0;
}

/** Patch 3 of 5 below patch 3 of 5; what asks `b4` for a partial reroll. */
function isSamePlace(tag: SubjectTag, above: SubjectTag): boolean {
  if (tag.number === undefined || tag.number === 0 || tag.reply || above.reply) return false;
  return tag.number === above.number && tag.total === above.total;
}
