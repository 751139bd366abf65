import { cacheFolder, openCache } from '../cache/index.js';
import type { Report } from '../report/index.js';
import type { Origin } from '../rules/index.js';
import { build, type Diagnostic } from '../text/index.js';
import { UsageError } from './failure.js';
import { localRules, withoutHidden } from './local-rules.js';
import { type Progress, startProgress } from './progress.js';
import { rulesOf } from './rule.js';
import { compareVersions } from './since.js';
import { isPiped, readStdin } from './stdin.js';
import { suppress } from './suppression.js';

/** What `check` and `replay` were told about their input, as oclif parsed it. */
export interface InputFlags extends RuleFlags {
  readonly git: string | undefined;
  readonly staged: boolean;
  readonly base: string | undefined;
  /** `base`: run each finding's path before the patch, too. */
  readonly compare?: string | undefined;
  /** An earlier version of the series. */
  readonly since?: string | undefined;
}

export interface RuleFlags {
  readonly tree: string | undefined;
  readonly types: string | undefined;
  readonly ignore: string | undefined;
  readonly format: string;
  /** What `--include` says; findings that were suppressed stay only when it does. */
  readonly include?: string | undefined;
  readonly baseline?: string | undefined;
  /** Keep what is read of the tree for the next run. */
  readonly cache?: boolean;
  readonly timeout?: number | undefined;
  /** What is wrong with the configuration. */
  readonly said?: readonly Diagnostic[];
}

/**
 * Checks what `inputs` and `flags` name; stdin is read for the input `-`, and where they name nothing and something is piped
 * in. Throws UsageError when there is nothing at all.
 */
export async function checkInputs(
  named: readonly string[],
  flags: InputFlags,
  include: readonly Origin[],
  visible: boolean,
): Promise<Report> {
  const { inputs, stdin } = await inputsOf(named, flags);
  const options = {
    inputs,
    include,
    cwd: process.cwd(),
    ...(await ruleOptions(flags)),
    ...given({
      range: flags.git,
      staged: flags.staged || undefined,
      base: flags.base,
      compare: flags.compare === 'base' || isPage(flags) || undefined,
      source: isPage(flags) || undefined,
    }),
    ...(stdin && { stdin }),
  };
  const { review } = await import('../review/index.js');
  return watched(visible, async (progress) => {
    const report = await review({ ...options, progress });
    const { since } = flags;
    if (since === undefined) return settle(report, flags);
    const { range: _range, staged: _staged, base: _base, ...same } = options;
    const earlier = await review({ ...same, inputs: [since], progress });
    return settle(await compareVersions(report, earlier, since), flags);
  });
}

async function inputsOf(named: readonly string[], flags: InputFlags) {
  const namesNothing = named.length === 0 && flags.git === undefined && !flags.staged;
  const inputs = namesNothing && isPiped() ? ['-'] : named;
  const stdin = inputs.includes('-') ? await readStdin() : undefined;
  if (namesNothing && !stdin?.length)
    throw new UsageError('nothing to check: name a patch, mbox or maildir, - for stdin, -g RANGE, or --staged');
  return { inputs, stdin };
}

/** Scans whole files or directories. Throws UsageError when none is named. */
export async function scanPaths(paths: readonly string[], flags: RuleFlags, visible: boolean): Promise<Report> {
  if (paths.length === 0) throw new UsageError('nothing to scan: name C files or directories');
  const options = { paths, cwd: process.cwd(), source: isPage(flags), ...(await ruleOptions(flags)) };
  const { scan } = await import('../review/index.js');
  return watched(visible, async (progress) => settle(await scan({ ...options, progress }), flags));
}

async function settle(report: Report, flags: RuleFlags): Promise<Report> {
  const shown = withoutHidden(report, await localRules(flags));
  return suppress({ ...shown, diagnostics: [...(flags.said ?? []), ...shown.diagnostics] }, flags);
}

/** The HTML page shows source, and each path beside the same one before the patch. */
function isPage({ format }: RuleFlags): boolean {
  return format === 'html';
}

async function ruleOptions({ tree, types, ignore, cache, timeout }: RuleFlags) {
  // What a program that was not bundled does is not told by a name.
  const kept = cache && build() !== undefined ? openCache(cacheFolder()) : undefined;
  const rules = { types: await rulesOf('types', types), ignore: await rulesOf('ignore', ignore) };
  // What is hidden by `.git/config` is found, to be counted.
  for (const name of Object.keys(await localRules({ types, ignore }))) rules[name as keyof typeof rules] = undefined;
  return given({ ...rules, cache: kept, tree, timeout });
}

async function watched<T>(visible: boolean, work: (progress: Progress['update']) => Promise<T>): Promise<T> {
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
