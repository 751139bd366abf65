import {
  type Dirent,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { decode } from './decode.js';
import { isCSource, isInnerPath, type KernelTree, kernelVersion, MOST_BYTES, TOO_LARGE } from './kernel-tree.js';
import { type Losses, newLosses, refusal, withoutStrange } from './unread.js';

/** An unpacked tarball, or any plain folder that exists, read as it is. Links that lead out of it are not followed. */
export function directoryTree(folder: string): KernelTree {
  const root = realpathSync(folder);
  const losses = newLosses();
  const files = finder(root, losses);
  const opened = Date.now();
  const texts = new Map<string, string | undefined>();
  const read = (path: string): string | undefined => {
    if (!texts.has(path)) texts.set(path, contentOf(path, files(path), losses));
    return texts.get(path);
  };
  const version = kernelVersion(read('Makefile'));
  return {
    kind: 'directory',
    place: root,
    ...(version ? { version } : {}),
    prefetch: async () => {},
    read,
    stamp: (path) => stampOf(files(path), opened),
    exists: (path) => files(path) !== undefined,
    list: async (below) => listInside(root, below, losses),
    entries: async (folder) => filesIn(root, folder, losses),
    blob: () => undefined,
    unread: losses.all,
  };
}

/** Has this folder the shape of a kernel source tree? */
export function looksLikeKernel(folder: string): boolean {
  return ['Kconfig', 'MAINTAINERS', 'mm', 'include/linux/mm.h'].every((path) => existsSync(join(folder, path)));
}

/** Is there anything of a kernel in this folder? A part of a tree is enough. */
export function mayBeKernel(folder: string): boolean {
  const parts = ['mm', 'fs', 'drivers', 'include/linux', 'block', 'io_uring'];
  if (parts.some((path) => existsSync(join(folder, path)))) return true;
  return directoryTree(folder).version !== undefined;
}

/** A file of the tree, found and not read yet. */
interface Found {
  readonly file: string;
  readonly stat: Stats;
}

/** Finds files by their paths, each looked for once. */
function finder(root: string, losses: Losses): (path: string) => Found | undefined {
  const real = realFolders();
  const found = new Map<string, Found | undefined>();
  return (path) => {
    if (!found.has(path)) found.set(path, isInnerPath(path) ? fileInside(root, path, real, losses) : undefined);
    return found.get(path);
  };
}

/** The real places of folders: undefined for what is not there. */
function realFolders(): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (folder) => {
    if (!known.has(folder)) known.set(folder, realpath(folder));
    return known.get(folder);
  };
}

/** Undefined for what is not there; throws where that cannot be told. */
function realpath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (refusal(error) !== undefined) throw error;
    return undefined;
  }
}

function fileInside(
  root: string,
  path: string,
  real: (folder: string) => string | undefined,
  { lose }: Losses,
): Found | undefined {
  const named = join(root, path);
  const folder = dirname(named);
  try {
    const place = real(folder);
    if (place === undefined) return undefined;
    // Where no link is on the way to a folder, a name in it that is no link either does not lead out of the tree.
    const found = place === folder ? inFolder(root, named) : linked(root, named);
    if (!found?.stat.isFile()) return undefined;
    return found.stat.size <= MOST_BYTES ? found : lose(path, TOO_LARGE);
  } catch (error) {
    return lost(path, error, lose);
  }
}

function inFolder(root: string, named: string): Found | undefined {
  const stat = lstatSync(named, { throwIfNoEntry: false });
  if (stat?.isSymbolicLink()) return linked(root, named);
  return stat && { file: named, stat };
}

function linked(root: string, named: string): Found | undefined {
  const file = realpath(named);
  return file?.startsWith(root.endsWith(sep) ? root : root + sep) ? { file, stat: statSync(file) } : undefined;
}

function contentOf(path: string, found: Found | undefined, { lose }: Losses): string | undefined {
  try {
    return found && decode(readFileSync(found.file));
  } catch (error) {
    return lost(path, error, lose);
  }
}

function lost(path: string, error: unknown, lose: Losses['lose']): undefined {
  const because = refusal(error);
  return because === undefined ? undefined : lose(path, because);
}

/** A file that was written just now may be written again without a trace in its times. */
const SETTLED_MS = 2000;

/** @param opened before the file was looked for, in ms since 1970 */
function stampOf(found: Found | undefined, opened: number): string | undefined {
  if (!found) return undefined;
  const { size, mtimeMs, ctimeMs, ino, dev } = found.stat;
  const settled = Math.max(mtimeMs, ctimeMs) < opened - SETTLED_MS;
  return settled ? [size, mtimeMs, ctimeMs, ino, dev].join() : undefined;
}

function listInside(root: string, below: string, losses: Losses): readonly string[] {
  if (below !== '' && !isInnerPath(below)) return [];
  const found: string[] = [];
  const folders = [below];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(root, folder, losses)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile() && isCSource(path)) found.push(path);
    }
  }
  return withoutStrange(found.sort(), losses);
}

function filesIn(root: string, folder: string, losses: Losses): readonly string[] {
  if (!isInnerPath(folder)) return [];
  const files = entriesOf(root, folder, losses).filter((entry) => entry.isFile() && isCSource(entry.name));
  return files.map(({ name }) => `${folder}/${name}`).sort();
}

function entriesOf(root: string, folder: string, { lose }: Losses): Dirent[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    lost(folder || '.', error, lose);
    return [];
  }
}
