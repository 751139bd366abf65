import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type ExpectedFile, type Guess, guessBase, open, type Repository, resolveRevision } from '../git/index.js';
import type { Patch } from '../input/index.js';
import { type Diagnostic, printable } from '../text/index.js';
import { directoryTree, looksLikeKernel, mayBeKernel } from './directory.js';
import { type Base, isCSource, type KernelTree } from './kernel-tree.js';
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
 * else the commit that has the blobs of the index lines, else HEAD (`base` may be `guess`: without asking the trailer).
 * Any other folder is read as it is. Errors are diagnostics, and the tree is then `none`.
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
  if (!mayBeKernel(folder))
    return none(tell('error', folder, 'this is no kernel source: no version in a Makefile, no mm/, fs/, drivers/'));
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
  const { base, diagnostic } = await baseOf(repository, options);
  if (diagnostic?.level === 'error') return { tree: NO_TREE, diagnostics: [diagnostic] };
  const tree = await revisionTree(repository, base?.commit, wantedBy(options));
  return { tree: base ? { ...tree, standsOn: base } : tree, diagnostics: diagnostic ? [diagnostic] : [] };
}

interface FoundBase {
  /** Absent for the empty tree, on which a root commit or a first staged change stands. */
  readonly base?: Base;
  readonly diagnostic?: Diagnostic;
}

async function baseOf(repository: Repository, { base, patches }: TreeOptions): Promise<FoundBase> {
  if (base !== undefined && base !== GUESS) {
    const commit = await resolveRevision(repository, base);
    if (commit === undefined) return { diagnostic: tell('error', '--base', `no such revision: ${base}`) };
    return { base: { commit, by: 'option' } };
  }
  const first = patches.find((patch) => patch.commit !== undefined)?.commit;
  if (first !== undefined && (await resolveRevision(repository, first))) {
    const commit = await resolveRevision(repository, `${first}^`);
    return commit ? { base: { commit, by: 'parent' } } : {};
  }
  const stated = base === GUESS ? undefined : patches.find((patch) => patch.baseCommit !== undefined);
  const commit = await commitOfTrailer(repository, stated?.baseCommit ?? '');
  return commit ? { base: { commit, by: 'trailer' } } : guessed(repository, patches, stated);
}

async function guessed(
  repository: Repository,
  patches: readonly Patch[],
  stated: Patch | undefined,
): Promise<FoundBase> {
  const head = await resolveRevision(repository, 'HEAD');
  const files = expectedFiles(patches);
  const guess = await guessBase(repository, files);
  const missing = stated ? `base-commit ${stated.baseCommit} is not in the tree's repository; ` : '';
  const input = (stated ?? patches[0])?.input ?? '--base';
  const diagnostic = tell('note', input, `${missing}${guessText(guess, head, files.length)}`);
  const told = missing !== '' || (guess !== undefined && guess.commit !== head) ? { diagnostic } : {};
  if (guess === undefined) return head === undefined ? told : { ...told, base: { commit: head, by: 'HEAD' } };
  const { commit, matching } = guess;
  return { ...told, base: { commit, by: 'blobs', matching, expected: files.length } };
}

/** A value of `--base`. */
const GUESS = 'guess';

function guessText(guess: Guess | undefined, head: string | undefined, all: number): string {
  if (guess === undefined) return 'HEAD is taken';
  const name = guess.commit === head ? ' (HEAD)' : guess.name ? ` (${guess.name})` : '';
  return `base: ${guess.commit.slice(0, 12)}${name}, ${guess.matching} of ${all} files as the patches expect them`;
}

/** What the series expects of its files before it touches them first: later index lines name blobs that it makes itself. */
function expectedFiles(patches: readonly Patch[]): ExpectedFile[] {
  const met = new Set<string>();
  const expected: ExpectedFile[] = [];
  for (const { oldPath, newPath, oldBlob, kind } of patches.filter((p) => p.kind === 'patch').flatMap((p) => p.files)) {
    const path = oldPath ?? newPath;
    if (path === undefined || met.has(path)) continue;
    const isNew = kind === 'create';
    if (isNew || (oldBlob !== undefined && oldBlob.length >= 7))
      expected.push({ path, ...(isNew ? {} : { blob: oldBlob! }) });
    for (const name of [oldPath, newPath]) if (name !== undefined) met.add(name);
  }
  return expected;
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
    blobs: base === undefined || base === GUESS ? touched.flatMap(({ oldBlob }) => oldBlob ?? []) : [],
  };
}

function none(diagnostic?: Diagnostic): OpenedTree {
  return { tree: NO_TREE, diagnostics: diagnostic ? [diagnostic] : [] };
}

function tell(level: Diagnostic['level'], input: string, message: string): Diagnostic {
  return { level, input, message: printable(message) };
}
