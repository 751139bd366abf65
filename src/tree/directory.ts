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
import { isCSource, isInnerPath, type KernelTree, kernelVersion } from './kernel-tree.js';

/** The largest header of the kernel has 24 MB (6.12, dcn_3_2_0_sh_mask.h). */
const MOST_BYTES = 64 << 20;

/** An unpacked tarball, or any plain folder that exists, read as it is. Links that lead out of it are not followed. */
export function directoryTree(folder: string): KernelTree {
  const root = realpathSync(folder);
  const files = finder(root);
  const opened = Date.now();
  const texts = new Map<string, string | undefined>();
  const read = (path: string): string | undefined => {
    if (!texts.has(path)) texts.set(path, contentOf(files(path)));
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
    list: async (below) => listInside(root, below),
    entries: async (folder) => filesIn(root, folder),
    blob: () => undefined,
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
  return kernelVersion(contentOf(finder(realpathSync(folder))('Makefile'))) !== undefined;
}

/** A file of the tree, found and not read yet. */
interface Found {
  readonly file: string;
  readonly stat: Stats;
}

/** Finds files by their paths, each looked for once. */
function finder(root: string): (path: string) => Found | undefined {
  const real = realFolders();
  const found = new Map<string, Found | undefined>();
  return (path) => {
    if (!found.has(path)) found.set(path, isInnerPath(path) ? fileInside(root, path, real) : undefined);
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

function realpath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function fileInside(root: string, path: string, real: (folder: string) => string | undefined): Found | undefined {
  const named = join(root, path);
  const folder = dirname(named);
  const place = real(folder);
  if (place === undefined) return undefined;
  try {
    // Where no link is on the way to a folder, a name in it that is no link either does not lead out of the tree.
    const found = place === folder ? inFolder(root, named) : linked(root, named);
    return found?.stat.isFile() && found.stat.size <= MOST_BYTES ? found : undefined;
  } catch {
    return undefined;
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

function contentOf(found: Found | undefined): string | undefined {
  try {
    return found && decode(readFileSync(found.file));
  } catch {
    return undefined;
  }
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

function listInside(root: string, below: string): readonly string[] {
  if (below !== '' && !isInnerPath(below)) return [];
  const found: string[] = [];
  const folders = [below];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile() && isCSource(path)) found.push(path);
    }
  }
  return found.sort();
}

function filesIn(root: string, folder: string): readonly string[] {
  if (!isInnerPath(folder)) return [];
  const files = entriesOf(join(root, folder)).filter((entry) => entry.isFile() && isCSource(entry.name));
  return files.map(({ name }) => `${folder}/${name}`).sort();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
