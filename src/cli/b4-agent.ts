import { existsSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '../git/index.js';
import { makeFolder, readSmallFile } from '../text/index.js';
import { trackingOfMessage } from './b4-tracking.js';
import { UsageError } from './failure.js';
import { emit } from './output.js';
import { checkInputs, type InputFlags } from './request.js';

/**
 * `check --format b4-agent`, as `b4.review-agent-command` runs it at the tip of a review branch: checks the patches of
 * the series and writes our comments where b4 looks for them. What b4 adds to the command line is a prompt for another
 * kind of reviewer and is not looked at. Throws UsageError when HEAD is not the tip of a review branch.
 */
export async function reviewAsAgent(flags: InputFlags): Promise<void> {
  const { commitMessage, open, resolveRevision } = await import('../git/index.js');
  const { repository } = await open();
  const head = repository && (await resolveRevision(repository, 'HEAD'));
  const tracking = head ? trackingOfMessage(await commitMessage(repository, head)) : undefined;
  if (!head || !tracking?.firstPatch)
    throw new UsageError('--format b4-agent: HEAD is not the last commit of a branch that b4 review made');
  const git = `${tracking.firstPatch}~1..${head}~1`;
  const report = await checkInputs([], { ...flags, git, staged: false }, [], false);
  const { exitCodeOf, renderB4Agent } = await import('../report/index.js');
  const files = renderB4Agent(report, tracking.skipped);
  writeReview(repository, head, files);
  process.exitCode = exitCodeOf(report, 'never');
  emit(`b4-review/${head}: ${Object.keys(files).join(' ')}\n`, undefined);
}

/**
 * Puts the files of a review into `b4-review/COMMIT` of the git folder in one step, in place of an earlier review of
 * ours. Throws UsageError when somebody else's review is there, or the folder is not inside the git folder.
 */
export function writeReview(repository: Repository, head: string, files: Readonly<Record<string, string>>): void {
  const parent = join(realpathSync(repository.gitDir), 'b4-review');
  try {
    makeFolder(parent);
    if (realpathSync(parent) !== parent) throw new UsageError(`${parent} is a link: b4-review must be a folder`);
    const target = join(parent, head);
    if (existsSync(target) && !isOurs(target, files))
      throw new UsageError(`b4-review/${head} holds the review of somebody else`);
    const draft = mkdtempSync(join(parent, '.foliolint-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(draft, name), text);
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`cannot write b4-review: ${(error as Error).message}`);
  }
}

function isOurs(folder: string, files: Readonly<Record<string, string>>): boolean {
  const file = readSmallFile(join(folder, 'identity.txt'), 4096, true);
  return file.kind === 'text' && file.text === files['identity.txt'];
}
