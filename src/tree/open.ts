import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { open, type Repository, resolveRevision } from '../git/index.js';
import type { Patch } from '../input/index.js';
import { type Diagnostic, printable } from '../text/index.js';
import { directoryTree, looksLikeKernel } from './directory.js';
import { isCSource, type KernelTree } from './kernel-tree.js';
import { NO_TREE } from './overlay.js';
import { revisionTree, type Wanted } from './revision.js';

export interface OpenedTree {
  readonly tree: KernelTree;
  readonly diagnostics: readonly Diagnostic[];
}

export interface TreeOptions {
  /** `--base`: a revision of the tree's repository, as the user wrote it. */
  readonly base?: string;
  /** The patches that will be applied; what they touch is read at once. */
  readonly patches: readonly Patch[];
  /** The repository that the patches were read from, by a range or the index: their tree unless another is named. */
  readonly repository?: Repository;
}

/**
 * Opens the tree that patches apply to: `folder` as the user named it, else the repository that the patches came from,
 * else the enclosing repository if it is a kernel's, else none. A folder that is the top of a work tree, or a bare
 * repository, is read at its base revision: `base`, else the parent of the first commit, else the `base-commit` trailer,
 * else HEAD; any other folder is read as it is. Errors are diagnostics, and the tree is then `none`.
 */
export async function openTree(folder: string | undefined, options: TreeOptions): Promise<OpenedTree> {
  if (folder !== undefined) return openFolder(folder, options);
  const repository = options.repository ?? (await enclosingKernel());
  if (repository) return openRepository(repository, options);
  return options.base === undefined
    ? none()
    : none(tell('error', '--base', 'there is no kernel repository here to find it in'));
}

async function openFolder(folder: string, options: TreeOptions): Promise<OpenedTree> {
  if (!isFolder(folder))
    return none(tell('error', folder, existsSync(folder) ? 'this is not a folder' : 'no such folder'));
  const { repository, diagnostics } = looksLikeRepository(folder) ? await open(folder) : { diagnostics: [] };
  const top = repository?.topLevel ?? repository?.gitDir;
  if (repository && top && realpathSync(top) === realpathSync(folder)) return openRepository(repository, options);
  const unused = tell('warning', '--base', `${options.base} is not used: the tree is a plain folder`);
  return {
    tree: directoryTree(folder),
    diagnostics: options.base === undefined ? diagnostics : [...diagnostics, unused],
  };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** May this be the top of a work tree, or a bare repository? Told without git: a plain folder costs no process. */
function looksLikeRepository(folder: string): boolean {
  return ['.git', 'HEAD'].some((name) => existsSync(join(folder, name)));
}

/** Looks with the file system first: outside of a kernel tree no git is started. */
async function enclosingKernel(): Promise<Repository | undefined> {
  if (process.env.GIT_DIR === undefined && !insideKernelCheckout(resolve('.'))) return undefined;
  const { repository } = await open();
  return repository?.topLevel !== undefined && looksLikeKernel(repository.topLevel) ? repository : undefined;
}

function insideKernelCheckout(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return looksLikeKernel(folder);
  return dirname(folder) !== folder && insideKernelCheckout(dirname(folder));
}

async function openRepository(repository: Repository, options: TreeOptions): Promise<OpenedTree> {
  const base = await baseOf(repository, options);
  if (base.diagnostic?.level === 'error') return { tree: NO_TREE, diagnostics: [base.diagnostic] };
  const tree = await revisionTree(repository, base.commit, wantedBy(options));
  return { tree, diagnostics: base.diagnostic ? [base.diagnostic] : [] };
}

interface Base {
  /** Full commit id; absent for the empty tree, on which a root commit or a first staged change stands. */
  readonly commit?: string;
  readonly diagnostic?: Diagnostic;
}

async function baseOf(repository: Repository, { base, patches }: TreeOptions): Promise<Base> {
  if (base !== undefined) {
    const commit = await resolveRevision(repository, base);
    return commit ? { commit } : { diagnostic: tell('error', '--base', `no such revision: ${base}`) };
  }
  const first = patches.find((patch) => patch.commit !== undefined)?.commit;
  if (first !== undefined && (await resolveRevision(repository, first))) {
    const commit = await resolveRevision(repository, `${first}^`);
    return commit ? { commit } : {};
  }
  const stated = patches.find((patch) => patch.baseCommit !== undefined);
  const commit = await commitOfTrailer(repository, stated?.baseCommit ?? '');
  if (commit) return { commit };
  const head = await resolveRevision(repository, 'HEAD');
  const missing =
    stated && tell('note', stated.input, `base-commit ${stated.baseCommit} is not in the tree's repository`);
  return { ...(head ? { commit: head } : {}), ...(missing ? { diagnostic: missing } : {}) };
}

/** A mail may name an object id only: a search as `:/text` would cost time. */
async function commitOfTrailer(repository: Repository, id: string): Promise<string | undefined> {
  return /^[0-9a-f]{7,64}$/.test(id) ? resolveRevision(repository, id) : undefined;
}

/** With an explicit base the index lines have no say. */
function wantedBy({ base, patches }: TreeOptions): Wanted {
  const files = patches.flatMap((patch) => patch.files);
  const touched = files.filter(({ oldPath, newPath }) => isCSource(newPath ?? oldPath ?? ''));
  return {
    paths: touched.flatMap(({ oldPath, newPath }) => [oldPath ?? [], newPath ?? []].flat()),
    blobs: base === undefined ? touched.flatMap(({ oldBlob }) => oldBlob ?? []) : [],
  };
}

function none(diagnostic?: Diagnostic): OpenedTree {
  return { tree: NO_TREE, diagnostics: diagnostic ? [diagnostic] : [] };
}

function tell(level: Diagnostic['level'], input: string, message: string): Diagnostic {
  return { level, input, message: printable(message) };
}
