import type { Candidate } from './candidate.js';
import { compareSent } from './member.js';
import type { Posting } from './posting.js';
import { replaces } from './replace.js';
import { filledUp } from './reroll.js';

/** One series as it is read: its newest posting, filled up from the one before where that is a partial reroll. */
export interface Chosen {
  readonly newest: Posting;
  readonly patches: readonly Candidate[];
  /** The older postings of it, the first one first. */
  readonly older: readonly Posting[];
}

/** Finds out which postings are versions of one series, and takes the newest of each; in the order of the input. */
export function newestOf(postings: readonly Posting[]): Chosen[] {
  const byAge = postings.toSorted((a, b) => a.version - b.version || compareSent(a.sent, b.sent));
  const successor = successors(byAge);
  const chosen = new Map<Posting, Chosen>();
  const replaced = new Map<Posting, Chosen[]>();
  for (const newest of byAge) {
    const before = replaced.get(newest) ?? [];
    const last = before.at(-1);
    const one = {
      newest,
      patches: last === undefined ? newest.patches : filledUp(newest, last.patches),
      older: before.flatMap((other) => [...other.older, other.newest]),
    };
    chosen.set(newest, one);
    const next = successor.get(newest);
    if (next !== undefined) replaced.set(next, [...(replaced.get(next) ?? []), one]);
  }
  const first = ({ newest, older }: Chosen) => Math.min(...[newest, ...older].map(({ sent }) => sent.arrival));
  return postings
    .filter((posting) => !successor.has(posting))
    .map((posting) => chosen.get(posting)!)
    .sort((a, b) => first(a) - first(b));
}

/** A thread, or all mails of one subject, is looked through no further than this: work grows with the input. */
const MOST_COMPARED = 50;

/** For each posting that another one replaces the next newer one that does. */
function successors(byAge: readonly Posting[]): Map<Posting, Posting> {
  const found = new Map<Posting, Posting>();
  const age = new Map(byAge.map((posting, at) => [posting, at]));
  const later = new Map<string, Posting[]>();
  for (const older of byAge.toReversed()) {
    if (older.isLoose) continue;
    const names = [`${older.thread} ${older.sender}`, ...older.keys];
    const near = names.flatMap((name) => later.get(name)?.slice(-MOST_COMPARED) ?? []);
    const [next] = near.filter((newer) => replaces(newer, older)).sort((a, b) => age.get(a)! - age.get(b)!);
    if (next !== undefined) found.set(older, next);
    for (const name of names) {
      const others = later.get(name);
      if (others === undefined) later.set(name, [older]);
      else others.push(older);
    }
  }
  return found;
}
