import type { Candidate } from './candidate.js';
import { compareSent, type Member, membersOf, type Sent } from './member.js';
import type { Placed } from './order.js';
import type { Threads } from './thread.js';

/** What was sent at once: the patches of one version of one series, or a patch by itself. */
export interface Posting {
  readonly version: number;
  /** The m of `n/m`; absent for a patch without a number. */
  readonly total?: number;
  /** Who sent it; empty when that is not known. */
  readonly sender: string;
  readonly thread: string;
  readonly sent: Sent;
  /** True for what is no version of anything, such as a patch that somebody wrote into an answer. */
  readonly isLoose: boolean;
  /** The subjects of its cover letter and its patches. */
  readonly keys: ReadonlySet<string>;
  readonly members: readonly Member[];
  /** By number; one number twice only where two different patches have it. */
  readonly patches: readonly Candidate[];
  /** Earlier mails of patches that were sent again with this posting. */
  readonly repeated: readonly Candidate[];
  /** The first `base-commit:` that a cover letter or a patch of it names. */
  readonly base?: string;
}

/** Groups patches, with their cover letters, by what was sent together; in the order of the input. */
export function postingsOf(patches: readonly Candidate[], placed: readonly Placed[], threads: Threads): Posting[] {
  const groups = new Map<string, Member[]>();
  for (const member of membersOf(patches, placed, threads)) {
    const group = groups.get(member.posting);
    if (group === undefined) groups.set(member.posting, [member]);
    else group.push(member);
  }
  return together(
    [...groups.values()].flatMap((group) => (group[0]!.isTied ? [group] : runs(group))),
    threads,
  )
    .filter((group) => group.some(({ candidate }) => candidate))
    .map((group) => toPosting(group, threads))
    .sort((a, b) => a.sent.arrival - b.sent.arrival);
}

/** Mails that answer nothing are one posting until a number comes again. */
function runs(group: readonly Member[]): Member[][] {
  const found: Member[][] = [];
  const seen = new Set<number>();
  for (const member of group.toSorted((a, b) => compareSent(a.sent, b.sent))) {
    const number = member.tag.number ?? 0;
    if (found.length === 0 || seen.has(number)) {
      found.push([]);
      seen.clear();
    }
    seen.add(number);
    found.at(-1)!.push(member);
  }
  return found;
}

/** Patches of one version that hang on different mails of a thread are one posting, when no number comes twice. */
function together(groups: readonly (readonly Member[])[], threads: Threads): (readonly Member[])[] {
  const found = new Map<string, Member[]>();
  const numbers = (group: readonly Member[]) => group.flatMap(({ tag, candidate }) => (candidate ? tag.number! : []));
  return groups.flatMap((group) => {
    const [{ letter, tag, isLoose }] = group as [Member];
    if (tag.number === undefined || isLoose) return [group];
    const name = `${threads.nameOf(letter)} ${letter.author} ${tag.version}/${tag.total}`;
    const before = found.get(name);
    const taken = new Set(before && numbers(before));
    if (before && !numbers(group).some((number) => taken.has(number))) {
      before.push(...group);
      return [];
    }
    const own = [...group];
    found.set(name, own);
    return [own];
  });
}

function toPosting(group: readonly Member[], threads: Threads): Posting {
  const [first] = group.toSorted((a, b) => a.sent.arrival - b.sent.arrival);
  const { tag, letter, isLoose } = first!;
  const { kept, repeated } = dropRepeated(group, threads);
  const base = group.find((one) => one.base !== undefined)?.base;
  return {
    version: tag.version,
    ...(tag.number === undefined || tag.total === undefined ? {} : { total: tag.total }),
    sender: letter.author ?? '',
    thread: threads.nameOf(letter),
    sent: { date: Math.max(...group.map(({ sent }) => sent.date)), arrival: first!.sent.arrival },
    // A commit, and a diff without a subject, is what it is: it has no versions.
    isLoose: isLoose || letter.commit !== undefined || tag.key === '',
    keys: new Set(group.map((one) => one.tag.key)),
    members: group,
    patches: kept,
    repeated,
    ...(base === undefined ? {} : { base }),
  };
}

/** Of the mails with one number the last, when that is a new version or the same subject, or answers another one. */
function dropRepeated(group: readonly Member[], threads: Threads): { kept: Candidate[]; repeated: Candidate[] } {
  const kept: Member[] = [];
  const repeated: Candidate[] = [];
  const order = (a: Member, b: Member) => (a.tag.number ?? 0) - (b.tag.number ?? 0) || compareSent(a.sent, b.sent);
  for (const member of group.toSorted(order)) {
    if (member.candidate === undefined) continue;
    const before = kept.at(-1);
    if (before && before.letter !== member.letter && isAgain(member, before, threads))
      repeated.push(kept.pop()!.candidate!);
    kept.push(member);
  }
  return { kept: kept.map(({ candidate }) => candidate!), repeated };
}

function isAgain(member: Member, before: Member, threads: Threads): boolean {
  if (member.tag.number === undefined || member.tag.number !== before.tag.number) return false;
  if (member.tag.version > before.tag.version) return true;
  return member.tag.key === before.tag.key || threads.lettersAbove(member.letter).includes(before.letter);
}
