import type { Report } from '../report/index.js';
import type { Origin } from '../rules/index.js';
import { readSmallFile } from '../text/index.js';
import { readTracking } from './b4-tracking.js';
import { checkInputs, type InputFlags } from './request.js';

/**
 * What `check --format b4-review` looks at. b4 gives a check of a series the cover letter: where the inputs hold no
 * patch, it is the series that B4_TRACKING_FILE tells of, as long as its branch is here.
 */
export async function checkForB4(
  inputs: readonly string[],
  flags: InputFlags,
  include: readonly Origin[],
): Promise<Report> {
  const report = await checkInputs(inputs, flags, include, false);
  if (report.patches.length > 0) return report;
  const git = await trackedRange(process.env.B4_TRACKING_FILE);
  return git === undefined ? report : checkInputs([], { ...flags, git, staged: false }, include, false);
}

/** The patches of a tracked series as a range of ids; undefined where the file or the branch is not as b4 makes them. */
async function trackedRange(file: string | undefined): Promise<string | undefined> {
  const tracking = file ? readTracking(readSmall(file)) : undefined;
  if (!tracking?.firstPatch || !tracking.changeId) return undefined;
  const { open, resolveRevision } = await import('../git/index.js');
  const { repository } = await open();
  const branch = `refs/heads/b4/review/${tracking.changeId}`;
  const last = repository && (await resolveRevision(repository, `${branch}~1`));
  return last && `${tracking.firstPatch}~1..${last}`;
}

/** Above any thread that b4 keeps with a series. */
const LIMIT = 64 << 20;

function readSmall(path: string): string {
  const file = readSmallFile(path, LIMIT, false);
  return file.kind === 'text' ? file.text : '';
}
