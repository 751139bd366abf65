import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { decode } from './decode.js';
import { isCSource, isInnerPath, type KernelTree, kernelVersion } from './kernel-tree.js';

/** The largest header of the kernel has 24 MB (6.12, dcn_3_2_0_sh_mask.h). */
const MOST_BYTES = 64 << 20;

/** An unpacked tarball, or any plain folder that exists, read as it is. Links that lead out of it are not followed. */
export function directoryTree(folder: string): KernelTree {
  const root = realpathSync(folder);
  const texts = new Map<string, string | undefined>();
  const read = (path: string): string | undefined => {
    if (!texts.has(path)) texts.set(path, readInside(root, path));
    return texts.get(path);
  };
  const version = kernelVersion(read('Makefile'));
  return {
    kind: 'directory',
    ...(version ? { version } : {}),
    prefetch: async () => {},
    read,
    exists: (path) => fileInside(root, path) !== undefined,
    list: async (below) => listInside(root, below),
    entries: async (folder) => filesIn(root, folder),
    blob: () => undefined,
  };
}

/** Has this folder the shape of a kernel source tree? */
export function looksLikeKernel(folder: string): boolean {
  return ['Kconfig', 'MAINTAINERS', 'mm', 'include/linux/mm.h'].every((path) => existsSync(join(folder, path)));
}

function readInside(root: string, path: string): string | undefined {
  const file = fileInside(root, path);
  try {
    return file === undefined ? undefined : decode(readFileSync(file));
  } catch {
    return undefined;
  }
}

function fileInside(root: string, path: string): string | undefined {
  if (!isInnerPath(path)) return undefined;
  try {
    const real = realpathSync(join(root, path));
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
    const stat = statSync(real);
    return stat.isFile() && stat.size <= MOST_BYTES ? real : undefined;
  } catch {
    return undefined;
  }
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
