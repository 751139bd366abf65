/** What b4 keeps about a series under review, as far as it is used here; nothing of it is trusted. */
export interface Tracking {
  readonly changeId: string | undefined;
  readonly firstPatch: string | undefined;
  /** The numbers of the patches that the maintainer has marked as skipped. */
  readonly skipped: ReadonlySet<number>;
}

const MARKER = '--- b4-review-tracking ---';

/**
 * The tracking data in the message of the commit at the tip of a branch `b4/review/...` (b4, misc/agent-reviewer.md,
 * "Branch layout"); undefined for any other commit.
 */
export function trackingOfMessage(message: string): Tracking | undefined {
  const [, after] = message.split(`${MARKER}\n`);
  if (after === undefined) return undefined;
  return readTracking(
    after
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .join('\n'),
  );
}

/** Reads tracking data, as in the file that B4_TRACKING_FILE names; undefined when it is none. */
export function readTracking(json: string): Tracking | undefined {
  const data = parsed(json);
  const series = record(record(data)?.series);
  if (!series) return undefined;
  const patches = list(record(data)?.patches).map(record);
  return {
    changeId: branchName(series['change-id']),
    firstPatch: commitId(series['first-patch-commit']),
    skipped: new Set(patches.flatMap((patch, i) => (isSkipped(patch) ? [i + 1] : []))),
  };
}

function isSkipped(patch: Fields | undefined): boolean {
  return Object.values(record(patch?.reviews) ?? {}).some((review) => record(review)?.['patch-state'] === 'skip');
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function record(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The last part of a branch's name, and no expression behind it. */
function branchName(value: unknown): string | undefined {
  return typeof value === 'string' && /^\w[\w.+-]{0,200}$/.test(value) ? value : undefined;
}

/** An object id and nothing else: what else a revision may be is not for a file to choose. */
function commitId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value) ? value : undefined;
}
