import { resolve } from 'node:path';
import { ask, run } from './command.js';
import { open, type Repository } from './repository.js';

/** The folder that git runs this repository's hooks from (core.hooksPath respected), absolute. */
export async function hooksFolder(repository: Repository): Promise<string | undefined> {
  const { ok, stdout } = await run(repository, ['rev-parse', '--git-path', 'hooks']);
  return ok ? resolve(repository.folder, stdout.toString('utf8').replace(/\n$/, '')) : undefined;
}

/** The git folder that all work trees share of the repository of the current folder, absolute; undefined outside of one. */
export function commonFolder(): string | undefined {
  const answer = ask({ folder: '.', environment: 'inherited' }, ['rev-parse', '--git-common-dir']);
  return answer === undefined ? undefined : resolve(answer.replace(/\n$/, ''));
}

/** True when a folder that exists lies in a work tree, where what is written may get committed. */
export async function isInWorkTree(folder: string): Promise<boolean> {
  return (await open(folder)).repository?.topLevel !== undefined;
}

/** True when this git runs hooks that are configured (`hook.NAME.event`): 2.54 does, the others know no `hook list`. */
export async function hasConfigHooks(repository: Repository): Promise<boolean> {
  // A git that has it fails with 1 where there is no such hook, and says so; one that has not prints its usage.
  const { ok, failure } = await run(repository, ['hook', 'list', 'pre-push']);
  return ok || !/usage:|exit status 129|not a git command/.test(failure);
}
