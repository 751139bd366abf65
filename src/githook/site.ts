import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  commonFolder,
  configScope,
  configValues,
  hasConfigHooks,
  hooksFolder,
  isInWorkTree,
  type Repository,
} from '../git/index.js';
import { readSmallFile } from '../text/index.js';
import { ASIDE, BEGIN, type HookType } from './script.js';

/** Where a hook of a repository goes, and what is there. Paths are absolute. */
export interface HookSite {
  readonly type: HookType;
  /** `config`: git runs it because its configuration says so; `file`: because it lies in the folder of hooks. */
  readonly way: 'file' | 'config';
  readonly path: string;
  /** What is at `path`; `foreign` is also a folder or a link that leads nowhere. */
  readonly current: 'none' | 'ours' | 'foreign';
  /** Of a hook that can be read. */
  readonly text?: string;
  /** git runs only what may be executed. */
  readonly isExecutable: boolean;
  /** Where a hook of somebody else is moved to, and whether one is there. */
  readonly aside: string;
  readonly hasAside: boolean;
  /** Of the way `config`: the keys and values that make git run it, and whether they are set. */
  readonly configuration: readonly (readonly [key: string, value: string])[];
  readonly isConfigured: boolean;
  /** Why nothing may be written there. */
  readonly refusal?: string;
}

/**
 * Looks at the place of a hook. `way` is `config` where git runs configured hooks. git-send-email still looks for the
 * file first (`-x $validate_hook` in git-send-email.perl), so that a configured sendemail-validate would never run.
 * Undefined when git cannot tell. `repository` is that of the current folder.
 */
export async function hookSite(repository: Repository, type: HookType): Promise<HookSite | undefined> {
  const [hooks, common] = [await hooksFolder(repository), commonFolder()];
  if (!hooks || !common) return undefined;
  const file = join(hooks, type);
  const isConfig = type === 'pre-push' && contentOf(file).current !== 'ours' && (await hasConfigHooks(repository));
  const path = isConfig ? join(common, 'foliolint', type) : file;
  const configuration = isConfig ? configurationOf(type) : [];
  const refusal = isConfig ? undefined : await refusalOf(repository, hooks, common);
  return {
    type,
    way: isConfig ? 'config' : 'file',
    path,
    ...contentOf(path),
    aside: path + ASIDE,
    hasAside: isThere(path + ASIDE),
    configuration,
    isConfigured: isConfig && (await isSet(repository, configuration)),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** The command goes through a shell, with the arguments behind it; it does not depend on where the repository lies. */
function configurationOf(type: HookType): [string, string][] {
  return [
    [`hook.foliolint-${type}.command`, `sh "$(git rev-parse --git-common-dir)/foliolint/${type}"`],
    [`hook.foliolint-${type}.event`, type],
  ];
}

async function isSet(repository: Repository, configuration: HookSite['configuration']): Promise<boolean> {
  const values = await Promise.all(configuration.map(([key]) => configValues(repository, key)));
  return configuration.every(([, value], i) => values[i]!.includes(value));
}

/** A folder that is not this repository's own may be committed, or serve other repositories. */
async function refusalOf(repository: Repository, hooks: string, common: string): Promise<string | undefined> {
  if (isBelow(hooks, common)) return undefined;
  const existing = nearestFolder(hooks);
  if (await isInWorkTree(existing)) return `core.hooksPath leads into a work tree (${hooks})`;
  const scope = await configScope(repository, 'core.hooksPath');
  if (scope !== 'local' && scope !== 'worktree') return `core.hooksPath is not this repository's own (${hooks})`;
  return undefined;
}

function isBelow(path: string, folder: string): boolean {
  const [real, top] = [realpathSync(nearestFolder(path)), realpathSync(folder)];
  return real === top || real.startsWith(`${top}/`);
}

function nearestFolder(path: string): string {
  return existsSync(path) && statSync(path).isDirectory() ? path : nearestFolder(dirname(path));
}

/** A hook may be a program. */
const MOST_BYTES = 4 << 20;

function contentOf(path: string): Pick<HookSite, 'current' | 'text' | 'isExecutable'> {
  if (!isThere(path)) return { current: 'none', isExecutable: false };
  const file = readSmallFile(path, MOST_BYTES, false);
  if (file.kind !== 'text') return { current: 'foreign', isExecutable: false };
  const isExecutable = ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o111) !== 0;
  const isOurs = file.text.split('\n').some((line) => line.startsWith(BEGIN));
  return { current: isOurs ? 'ours' : 'foreign', text: file.text, isExecutable };
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
