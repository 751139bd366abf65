import type { Candidate } from './candidate.js';
import type { Posting } from './posting.js';

/** True for a single patch without a number that brings one of these patches anew. */
export function isReroll({ total, patches }: Posting, before: readonly Candidate[]): boolean {
  return (
    total === undefined &&
    before.length > 1 &&
    patches.every(({ tag }) => before.some((old) => old.tag.key === tag.key))
  );
}

/** The patches of a posting; where it brings one of the older ones anew, these with it in its place. */
export function filledUp(posting: Posting, before: readonly Candidate[]): readonly Candidate[] {
  if (!isReroll(posting, before)) return posting.patches;
  const anew = new Map(posting.patches.map((patch) => [patch.tag.key, patch]));
  return before.map((patch) => anew.get(patch.tag.key) ?? patch);
}
