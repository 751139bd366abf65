import type { Line } from './message.js';

/** The text of `git request-pull`: where the commits are that a mail asks to pull. */
export interface PullRequest {
  /** Full id of the commit that they stand on. */
  readonly base?: string;
  readonly url: string;
  readonly ref?: string;
}

/** The words change with the case and the version of git; a maintainer's own may stand around them. */
const BASE = /^The following changes since commit ([0-9a-f]{40,64}):/;
const PLACE =
  /^(?:are available in the|is available in the|can be found in the) git repository at:?\s*$|\bpull from:?\s*$/i;

/**
 * Finds a pull request in the text of a mail. What it gives can be pasted into a shell: a place with any character that
 * one reads is none.
 */
export function readPullRequest(lines: readonly Line[]): PullRequest | undefined {
  const at = lines.findIndex(({ text }) => PLACE.test(text));
  if (at === -1) return undefined;
  const named = lines.slice(at + 1, at + 4).find(({ text }) => text.trim() !== '')?.text ?? '';
  const [, url, ref] =
    /^\s*((?:https?|git|ssh):\/\/[\w.:@/~+-]+|[\w.-]+@[\w.-]+:[\w./~+-]+)(?:\s+([\w][\w./+-]*))?\s*$/.exec(named) ?? [];
  if (url === undefined) return undefined;
  const base = lines.slice(0, at).findLast(({ text }) => BASE.test(text));
  return {
    ...(base === undefined ? {} : { base: BASE.exec(base.text)![1]! }),
    url,
    ...(ref === undefined ? {} : { ref }),
  };
}

/** One line for a pull request without its patches: how they can be looked at. */
export function pullText({ base, url, ref }: PullRequest): string {
  const fetch = ['git fetch', url, ...(ref === undefined ? [] : [ref])].join(' ');
  const range = base === undefined ? 'BASE..FETCH_HEAD' : `${base.slice(0, 12)}..FETCH_HEAD`;
  return `this pull request holds no patch: ${fetch}, and check --git ${range}`;
}
