import { type Diagnostic, printable } from '../text/index.js';
import { isInnerPath } from './kernel-tree.js';

/** A file or folder that is there, and of which nothing is known all the same. */
export interface Unread {
  readonly path: string;
  readonly because: string;
}

/** What a tree could not read until now. */
export interface Losses {
  /** Notes it, once. Returns undefined: the text that the file has for its reader. */
  readonly lose: (path: string, because: string) => undefined;
  /** Sorted by path. */
  readonly all: () => readonly Unread[];
}

/** Nothing is lost yet. */
export function newLosses(): Losses {
  const reasons = new Map<string, string>();
  return {
    lose: (path, because) => {
      if (!reasons.has(path)) reasons.set(path, because);
    },
    all: () => [...reasons].map(([path, because]) => ({ path, because })).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

const STRANGE = 'its name holds a control character, a backslash, or bytes that are no UTF-8';

/** Of the paths that a listing gave those that can be asked for. */
export function withoutStrange(paths: readonly string[], { lose }: Losses): readonly string[] {
  const isStrange = (path: string) => !isInnerPath(path) || path.includes('\ufffd');
  for (const path of paths.filter(isStrange)) lose(path, STRANGE);
  return paths.filter((path) => !isStrange(path));
}

/** Why the system gave no text of something; undefined when there is nothing of that name. */
export function refusal(error: unknown): string | undefined {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined;
  return code === 'EACCES' || code === 'EPERM' ? 'this may not be read' : `this cannot be read (${code})`;
}

/**
 * What the tree has and could not give: one line, and a detail for each where there are more. It is an error where a file
 * that had to be looked at is among them, and a warning where only what such a file may call is less known.
 * @param lost what the tree says when the work is done
 * @param isWanted does the work itself need the file at this path, or what is below this folder?
 */
export function unreadFiles(lost: readonly Unread[], input: string, isWanted: (path: string) => boolean): Diagnostic[] {
  const wanted = lost.filter(({ path }) => isWanted(path));
  const first = wanted[0] ?? lost[0];
  if (!first) return [];
  const level = wanted.length > 0 ? 'error' : 'warning';
  const name = ({ path, because }: Unread) => printable(`${path} was not read: ${because}`);
  if (lost.length === 1) return [{ level, input, message: name(first) }];
  const more = `${name(first)}, and ${lost.length - 1} more (--verbose lists them)`;
  const details = lost.map((one): Diagnostic => ({ level: 'note', isDetail: true, input, message: name(one) }));
  return [{ level, input, message: more }, ...details];
}
