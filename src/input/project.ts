import { parse } from 'yaml';
import { shippedText } from '../text/index.js';
import type { FileChange } from './series.js';

/** What rules/projects.yaml says. */
interface Projects {
  readonly kernel: readonly string[];
  readonly projects: Readonly<
    Record<string, { readonly words: readonly string[]; readonly paths?: readonly string[] }>
  >;
}

/** Whose a patch is: the kernel's, another project's, or not to be told by itself. */
export type Home = { readonly kind: 'kernel' | 'open' } | { readonly kind: 'foreign'; readonly project: string };

/** Tells by its files, and where these leave it open by its subject, whose a patch is. */
export function homeOf(files: readonly Pick<FileChange, 'oldPath' | 'newPath'>[], subject: string): Home {
  const { kernel, projects } = known();
  const paths = files.flatMap(({ oldPath, newPath }) => newPath ?? oldPath ?? []);
  if (paths.some((path) => isBelow(path, kernel))) return { kind: 'kernel' };
  const named = Object.keys(projects).find((name) => isNamed(subject, projects[name]!.words));
  if (named !== undefined) return { kind: 'foreign', project: named };
  const owner = Object.keys(projects).find((name) =>
    paths.some((path) => projects[name]!.paths?.some((start) => path.startsWith(start))),
  );
  return owner === undefined ? { kind: 'open' } : { kind: 'foreign', project: owner };
}

/** Below one of these folders, or in a tree that was unpacked into a folder of its own (`linux-2.6/fs/buffer.c`). */
function isBelow(path: string, folders: readonly string[]): boolean {
  const inner = path.slice(path.indexOf('/') + 1);
  return folders.some((folder) => path.startsWith(`${folder}/`) || (inner !== path && inner.startsWith(`${folder}/`)));
}

/** One of these words in the brackets of a subject, or in what stands in front of a colon behind them. */
function isNamed(subject: string, words: readonly string[]): boolean {
  const brackets = subject.match(/\[[^\]]{0,200}\]/g) ?? [];
  const area = /^(?:\s*\[[^\]]{0,200}\])*([^:]{0,80}):/.exec(subject)?.[1] ?? '';
  const said = [...brackets, area]
    .join(' ')
    .toLowerCase()
    .split(/[^\w.-]+/);
  return words.some((word) => said.includes(word.toLowerCase()));
}

let projects: Projects | undefined;

function known(): Projects {
  projects ??= parse(shippedText('rules/projects.yaml')) as Projects;
  return projects;
}
