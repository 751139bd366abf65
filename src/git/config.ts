import { ask, run } from './command.js';
import type { Repository } from './repository.js';

/** One line of a configuration: git writes section and name in lower case. */
export interface ConfigEntry {
  readonly key: string;
  readonly value: string;
  /** It stands in the repository's own configuration, which comes with a tarball that has a `.git`. */
  readonly isLocal: boolean;
}

/**
 * All entries of `section.*` (a constant of the caller) in the current folder, those of the system first and of the
 * work tree last. Outside of a repository the user's own configuration is read all the same.
 */
export function configSection(section: string): readonly ConfigEntry[] {
  const at = { folder: '.', environment: 'inherited' } as const;
  const asked = ['config', '-z', '--get-regexp', `^${section}\\.`];
  const scoped = ask(at, ['config', '--show-scope', ...asked.slice(1)])
    ?.split('\0')
    .slice(0, -1);
  if (scoped)
    return scoped.flatMap((entry, i) => (i % 2 === 0 ? [] : configEntry(entry, OF_REPOSITORY.has(scoped[i - 1]!))));
  // git before 2.26 does not tell whose an entry is.
  const plain = (ask(at, asked) ?? '').split('\0').slice(0, -1);
  return plain.map((entry) => configEntry(entry, true));
}

const OF_REPOSITORY: ReadonlySet<string> = new Set(['local', 'worktree']);

function configEntry(entry: string, isLocal: boolean): ConfigEntry {
  // A name without `=` is a boolean that is true (git-config(1)).
  const [key = '', ...value] = entry.split('\n');
  return { key, value: value.length > 0 ? value.join('\n') : 'true', isLocal };
}

/** All values of one configuration key (`section.name`, a constant of the caller), the last one counting most. */
export async function configValues(repository: Repository, key: string): Promise<readonly string[]> {
  const { stdout } = await run(repository, ['config', '-z', '--get-all', key]);
  return stdout.toString('utf8').split('\0').slice(0, -1);
}

/** The file that a key comes from: `local` and `worktree` belong to this repository alone. None when it is not set. */
export async function configScope(repository: Repository, key: string): Promise<string | undefined> {
  const { ok, stdout } = await run(repository, ['config', '--show-scope', '--get', key]);
  return ok ? stdout.toString('utf8').split('\t')[0] : undefined;
}

/** Adds a value to a key of this repository's own configuration, beside those that it has. False when git refuses. */
export async function addConfigValue(repository: Repository, key: string, value: string): Promise<boolean> {
  return (await run(repository, ['config', '--local', '--add', key, value])).ok;
}

/** Takes one value, as it was added, out of a key of this repository's own configuration; no such value is no error. */
export async function removeConfigValue(repository: Repository, key: string, value: string): Promise<void> {
  const exactly = `^${value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`;
  await run(repository, ['config', '--local', '--unset-all', key, exactly]);
}
