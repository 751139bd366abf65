import { resolve } from 'node:path';
import type { Diagnostic } from '../text/index.js';
import { type Location, run } from './command.js';

/** A git repository, with or without a work tree. All paths are absolute. */
export interface Repository extends Location {
  /** The top folder of the work tree; absent for a bare repository. */
  readonly topLevel?: string;
  readonly gitDir: string;
}

export interface Opened {
  readonly repository?: Repository;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the repository that encloses `folder`. Without a folder it is the one of the current folder, and the variables
 * that git sets for its hooks (GIT_DIR, GIT_INDEX_FILE ...) are honoured; a named folder is looked at by itself. No
 * repository is no error; one that git refuses is told in a diagnostic.
 */
export async function open(folder?: string): Promise<Opened> {
  const at: Location = { folder: resolve(folder ?? '.'), environment: folder === undefined ? 'inherited' : 'cleared' };
  const input = folder ?? '.';
  // --show-toplevel comes last: in a bare repository it fails, after the other line was printed.
  const { stdout, failure } = await run(at, ['rev-parse', '--absolute-git-dir', '--show-toplevel']);
  const [gitDir, topLevel] = stdout.toString('utf8').split('\n');
  if (!gitDir) return { diagnostics: refusal(failure, input) };
  return { repository: { ...at, gitDir, ...(topLevel ? { topLevel } : {}) }, diagnostics: [] };
}

function refusal(failure: string, input: string): Diagnostic[] {
  if (failure.includes('dubious ownership') || failure.includes('unsafe repository')) {
    const message = 'git refuses this repository because another user owns it (safe.directory in git-config(1))';
    return [{ level: 'warning', input, message }];
  }
  if (failure.includes('directory that does not exist')) return [{ level: 'error', input, message: 'no such folder' }];
  if (failure.includes('ENOENT')) return [{ level: 'warning', input, message: 'git is not installed, or not in PATH' }];
  return [];
}

/**
 * The commit id that `revision`, as a user or a mail wrote it, names; undefined when it names none. This is the only
 * way by which such text reaches git: it can be no option, and every other command receives the id.
 */
export async function resolveRevision(repository: Repository, revision: string): Promise<string | undefined> {
  if (revision === '' || /\p{Cc}/u.test(revision)) return undefined;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { ok, stdout } = await run(repository, args);
  return ok ? stdout.toString('latin1').trim() : undefined;
}
