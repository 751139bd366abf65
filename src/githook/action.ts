import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { addConfigValue, type Repository, removeConfigValue } from '../git/index.js';
import { makeFolder } from '../text/index.js';

/** One change to a repository's hooks or its own configuration. */
export type Action =
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'configure'; readonly key: string; readonly value: string }
  | { readonly kind: 'unset'; readonly key: string; readonly value: string };

/** The action as a dry run tells it. */
export function describeAction(action: Action): string {
  switch (action.kind) {
    case 'write':
      return `write ${action.path}`;
    case 'move':
      return `move ${action.from} to ${action.to}`;
    case 'remove':
      return `remove ${action.path}`;
    case 'configure':
      return `git config --add ${action.key} '${action.value}'`;
    case 'unset':
      return `git config --unset ${action.key} '${action.value}'`;
  }
}

/**
 * Carries an action out. Files are written in one step and can be executed by whom the umask lets; a file is never moved
 * onto another. Throws an `Error` with a clear message when that is not possible.
 */
export async function perform(repository: Repository, action: Action): Promise<void> {
  switch (action.kind) {
    case 'write':
      return writeScript(action.path, action.text);
    case 'move':
      if (existsSync(action.to)) throw new Error(`${action.to} exists already`);
      return renameSync(action.from, action.to);
    case 'remove':
      return rmSync(action.path);
    case 'configure':
      if (!(await addConfigValue(repository, action.key, action.value)))
        throw new Error(`git cannot write ${action.key} to its configuration`);
      return;
    case 'unset':
      return removeConfigValue(repository, action.key, action.value);
  }
}

function writeScript(path: string, text: string): void {
  makeFolder(dirname(path));
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    chmodSync(draft, 0o777 & ~process.umask());
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
