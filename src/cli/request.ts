import type { Report } from '../report/index.js';
import type { Origin } from '../rules/index.js';
import { UsageError } from './failure.js';
import { startProgress } from './progress.js';
import { rulesOf } from './rule.js';
import { readStdin } from './stdin.js';

/** What `check` and `replay` were told about their input, as oclif parsed it. */
export interface InputFlags extends RuleFlags {
  readonly git: string | undefined;
  readonly staged: boolean;
  readonly base: string | undefined;
  /** `base`: run each finding's path before the patch, too. */
  readonly compare?: string | undefined;
}

export interface RuleFlags {
  readonly tree: string | undefined;
  readonly types: string | undefined;
  readonly ignore: string | undefined;
}

/** Checks what `inputs` and `flags` name; stdin is read only for the input `-`. Throws UsageError when they name nothing. */
export async function checkInputs(
  inputs: readonly string[],
  flags: InputFlags,
  include: readonly Origin[],
  visible: boolean,
): Promise<Report> {
  if (inputs.length === 0 && flags.git === undefined && !flags.staged)
    throw new UsageError('nothing to check: name a patch, mbox or maildir, - for stdin, -g RANGE, or --staged');
  const options = {
    inputs,
    include,
    cwd: process.cwd(),
    ...(await ruleOptions(flags)),
    ...given({
      range: flags.git,
      staged: flags.staged || undefined,
      base: flags.base,
      compare: flags.compare === 'base' || undefined,
    }),
    ...(inputs.includes('-') && { stdin: await readStdin() }),
  };
  const { review } = await import('../review.js');
  return watched(visible, (progress) => review({ ...options, progress }));
}

/** Scans whole files or directories. Throws UsageError when none is named. */
export async function scanPaths(paths: readonly string[], flags: RuleFlags, visible: boolean): Promise<Report> {
  if (paths.length === 0) throw new UsageError('nothing to scan: name C files or directories');
  const options = { paths, cwd: process.cwd(), ...(await ruleOptions(flags)) };
  const { scan } = await import('../review.js');
  return watched(visible, (progress) => scan({ ...options, progress }));
}

async function ruleOptions({ tree, types, ignore }: RuleFlags) {
  return given({ tree, types: await rulesOf('types', types), ignore: await rulesOf('ignore', ignore) });
}

async function watched<T>(visible: boolean, work: (progress: (text: string) => void) => Promise<T>): Promise<T> {
  const progress = startProgress(visible);
  try {
    return await work(progress.update);
  } finally {
    progress.stop();
  }
}

/** The entries that have a value. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
