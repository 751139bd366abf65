import type { Unread } from './unread.js';

/** The largest header of the kernel has 24 MB (6.12, dcn_3_2_0_sh_mask.h). */
export const MOST_BYTES = 64 << 20;

/** Why a file of more than that is left alone. */
export const TOO_LARGE = `this has more than ${MOST_BYTES >> 20} MB`;

/** One state of a kernel source tree. All paths are relative to its top, with `/`. */
/** A commit to stand on. */
export interface Base {
  /** The full id. */
  readonly commit: string;
  /** `--base`, the parent of the first commit of the range, the `base-commit` trailer, the blobs of the index lines, or HEAD. */
  readonly by: 'option' | 'parent' | 'trailer' | 'blobs' | 'HEAD';
  /** Of how many files that the series touches, how many are there as it expects them; with `blobs` only. */
  readonly matching?: number;
  readonly expected?: number;
}

export interface KernelTree {
  /** `none`: nothing is known but what patches themselves create. */
  readonly kind: 'git' | 'directory' | 'none';
  /** Where the tree lies, absolute; absent where there is none. */
  readonly place?: string;
  /** `6.12.117`, from the top Makefile; absent where that tells none. */
  readonly version?: string;
  /** The commit that a git tree is read at, and how it was found; absent where nothing is committed yet. */
  readonly standsOn?: Base;
  /** Reads these paths together, so that `read` has them at hand: one process on a git tree. */
  prefetch(paths: readonly string[]): Promise<void>;
  /** The text of a file; undefined when it is not there. On a git tree, a path not prefetched costs a process. */
  read(path: string): string | undefined;
  exists(path: string): boolean;
  /**
   * What a file is known by without being read: as long as its stamp is the same, so is its text, from run to run.
   * Undefined for what is not there, and where that cannot be told.
   */
  stamp(path: string): string | undefined;
  /** The `.c` and `.h` files below a folder (`''` for the whole tree), sorted. */
  list(folder: string): Promise<readonly string[]>;
  /** The same of one folder, without the folders in it. */
  entries(folder: string): Promise<readonly string[]>;
  /** The blob that an `index` line of a patch names, where the tree was opened with that patch and knows the blob. */
  blob(id: string): string | undefined;
  /** What is there and was wanted until now, and could not be read. */
  unread(): readonly Unread[];
}

/** Is this a file that the C rooms read? */
export function isCSource(path: string): boolean {
  return /\.[ch]$/.test(path);
}

/**
 * Is this a plain path inside a tree? Absolute paths, `..`, empty parts and control characters are not: such names come
 * from hostile or broken patches only.
 */
export function isInnerPath(path: string): boolean {
  return !/\p{Cc}|\\/u.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** The version that a top Makefile states, as `6.12` or `6.12.117`; undefined when it is no kernel's. */
export function kernelVersion(makefile: string | undefined): string | undefined {
  const number = (name: string) => new RegExp(`^${name}\\s*=\\s*(\\d+)\\s*$`, 'm').exec(makefile ?? '')?.[1];
  const [version, patchlevel, sublevel] = [number('VERSION'), number('PATCHLEVEL'), number('SUBLEVEL')];
  if (version === undefined || patchlevel === undefined) return undefined;
  return [version, patchlevel, ...(sublevel && sublevel !== '0' ? [sublevel] : [])].join('.');
}
