import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { patchBetween } from './diff.js';
import { sourceFiles } from './files.js';
import { runJobs } from './pool.js';
import { type Context, isIntroduced, type Measured, share, toldText } from './set.js';

/** Two point releases of one kernel. */
export interface Releases {
  readonly before: string;
  readonly after: string;
}

const FOLDERS = ['mm', 'fs', 'block', 'io_uring', 'virt', 'kernel', 'net', 'drivers'];
/** Reviewed fixes are nearly all right: more findings than this share are noise. */
const MOST = 0.01;

/** One patch for each changed file that handles references: what is introduced there is read by hand. */
export async function measureFixes(pairs: readonly Releases[], context: Context): Promise<Measured> {
  const changed = pairs.flatMap((pair) => changedFiles(pair).map((file) => ({ ...pair, file })));
  const patches = changed.map(({ before, after, file }) => patchBetween(before, after, file));
  const jobs = changed.map(({ before }, i) => ({ kind: 'review' as const, tree: before, patch: patches[i]! }));
  const outcomes = await runJobs(jobs, context.workers, (done) => context.progress('fixes', done, jobs.length));
  const alarms = outcomes.flatMap((outcome, i) => {
    const told = outcome.kind === 'done' ? outcome.patches.flat().filter(isIntroduced) : [];
    if (told.length === 0) return [];
    context.keep(`fix-${i}.patch`, patches[i]!);
    return [`fix-${i} ${changed[i]!.file}\n${told.map((t) => `    ${toldText(t)}`).join('\n')}`];
  });
  const failed = outcomes.filter(({ kind }) => kind === 'failed').length;
  const row = {
    measure: 'stable fixes with an introduced finding',
    measured: `${share(alarms.length, jobs.length)}${failed > 0 ? `; ${failed} failed` : ''}`,
    required: 'at most 1 %, each read',
    holds: jobs.length > 0 && alarms.length <= MOST * jobs.length,
  };
  return { rows: [row], misses: [], alarms };
}

function changedFiles({ before, after }: Releases): string[] {
  return FOLDERS.flatMap((folder) => sourceFiles(before, folder)).filter((file) => {
    if (!existsSync(join(after, file))) return false;
    const [old, next] = [before, after].map((tree) => readFileSync(join(tree, file)));
    return !old!.equals(next!) && HANDLES.test(next!.toString('latin1'));
  });
}

/** Calls that take, drop, pin or allocate pages, or store counts. */
const HANDLES =
  /\b(folio_(get|put|try_get|alloc|isolate_lru|putback_lru|ref_|batch_release)|(get|put|try_get|alloc|free|release|unpin_user)_pages?|__free_pages?|unpin_folio|page_ref_|set_page_count|filemap_\w*folio)\w*\s*\(/;
