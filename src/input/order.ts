import type { Candidate } from './candidate.js';
import type { Letter, Line } from './message.js';
import type { PullRequest } from './pull.js';

/** A message without its text, its `base-commit:`, and what it asks to pull. */
export interface Placed {
  readonly letter: Letter;
  readonly base?: string;
  readonly pull?: PullRequest;
}

/** The `base-commit:` that `git format-patch --base` writes below the diff or in the cover letter. */
export function baseCommit(lines: readonly Line[]): string | undefined {
  for (const { text } of lines) {
    const match = text.startsWith('base-commit: ') ? /^base-commit: ([0-9a-f]{7,64})\s*$/.exec(text) : null;
    if (match !== null) return match[1]!;
  }
  return undefined;
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
