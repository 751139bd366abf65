import type { Diagnostic } from '../text/index.js';
import { run } from './command.js';
import type { Repository } from './repository.js';

/** Configuration that has no command line option; goes before the subcommand. */
export const DIFF_CONFIGURATION = [
  '-c',
  'diff.suppressBlankEmpty=false',
  '-c',
  'core.quotePath=true',
  '-c',
  'log.showRoot=true',
] as const;

/** A diff in git's own default form, whatever the user or the repository configured; full ids name the pre-images. */
export const DIFF_OPTIONS = [
  '--no-color',
  '--no-color-moved',
  '--no-ext-diff',
  '--no-textconv',
  '--no-relative',
  '--no-function-context',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--full-index',
  '--find-renames',
  '--unified=3',
  '--inter-hunk-context=0',
  '--diff-algorithm=myers',
  '--indent-heuristic',
  '--submodule=short',
  '--ws-error-highlight=none',
  '-O/dev/null',
] as const;

export interface StagedDiff {
  /** The diff between HEAD and the index; empty when nothing is staged. */
  readonly diff: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is staged, as a diff against HEAD; in a repository without a commit, against nothing. */
export async function stagedDiff(repository: Repository): Promise<StagedDiff> {
  const { ok, stdout, isCut } = await run(repository, [...DIFF_CONFIGURATION, 'diff', '--cached', ...DIFF_OPTIONS]);
  if (ok) return { diff: stdout, diagnostics: [] };
  const message = isCut ? 'this has more than 128 MB' : 'git cannot compare the index with HEAD';
  return { diff: new Uint8Array(), diagnostics: [{ level: 'error', input: '--staged', message }] };
}
