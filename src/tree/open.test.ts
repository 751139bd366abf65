import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commitsOf, open, type Repository, stagedDiff } from '../git/index.js';
import { type Patch, readSeries } from '../input/index.js';
import { openTree } from './open.js';
import { applyPatch } from './patch.js';

const IDENTITY = ['-c', 'user.name=A Writer', '-c', 'user.email=a@example.org', '-c', 'commit.gpgSign=false'];

let folder: string;
const git = (...args: string[]) =>
  execFileSync('git', [...IDENTITY, ...args], { cwd: folder, encoding: 'utf8' }).trim();
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text, 'latin1');
};
function commit(path: string, text: string): string {
  write(path, text);
  git('add', '-A');
  git('commit', '-q', '-m', `change ${path}`);
  return git('rev-parse', 'HEAD');
}
const repositoryAt = async (at: string) => (await open(at)).repository as Repository;
async function patchesOf(range: string): Promise<readonly Patch[]> {
  const { commits } = await commitsOf(await repositoryAt(folder), range);
  const sources = commits.map(({ id, mail }) => ({ kind: 'bytes', name: id, bytes: mail, commit: id }) as const);
  return (await readSeries(sources)).patches;
}
/** The pre and post texts of the first file, patch by patch, each on the tree that the one before left. */
async function texts(at: string | undefined, options: Parameters<typeof openTree>[1]) {
  const opened = await openTree(at, options);
  let { tree } = opened;
  return options.patches.map((patch) => {
    const { next, changes, applied } = applyPatch(tree, patch);
    tree = next;
    return { applied, pre: changes[0]?.pre?.text, post: changes[0]?.post?.text };
  });
}
const version = (n: number) => `int a;\nint b;\nint c;\nint d = ${n};\nint e;\nint f;\nint g;\n`;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'foliolint-open-')));
  git('init', '-q', '-b', 'main');
  commit('a.c', version(1));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('openTree for commits', () => {
  it('bases each on its own parent, in any repository', async () => {
    commit('a.c', version(2));
    commit('a.c', version(3));
    const options = { patches: await patchesOf('HEAD~2..'), repository: await repositoryAt(folder) };
    const expected = [2, 3].map((n) => ({ applied: true, pre: version(n - 1), post: version(n) }));
    expect(await texts(undefined, options)).toEqual(expected);
  });
  it('bases a root commit on nothing', async () => {
    const options = { patches: await patchesOf('HEAD'), repository: await repositoryAt(folder) };
    expect(await texts(undefined, options)).toEqual([{ applied: true, pre: undefined, post: version(1) }]);
  });
  it('bases what is staged on HEAD', async () => {
    write('a.c', version(2));
    git('add', 'a.c');
    const repository = await repositoryAt(folder);
    const text = Buffer.from((await stagedDiff(repository)).diff).toString('utf8');
    const { patches } = await readSeries([{ kind: 'diff', name: '--staged', text }]);
    expect(await texts(undefined, { patches, repository })).toEqual([
      { applied: true, pre: version(1), post: version(2) },
    ]);
  });
});

describe('openTree for mails', () => {
  /** The patch from version 1 to 2 as a mail, while the branch went on. */
  async function mailed(): Promise<readonly Patch[]> {
    commit('a.c', version(2));
    const patches = await patchesOf('HEAD');
    commit('a.c', 'int other;\n');
    return patches.map(({ commit: _, ...patch }) => patch);
  }
  const good = { applied: true, pre: version(1), post: version(2) };

  it('takes the blob of the index line, whatever HEAD has', async () => {
    expect(await texts(folder, { patches: await mailed() })).toEqual([good]);
  });
  it('takes the base-commit trailer, and tells one that is not there', async () => {
    const [patch] = await mailed();
    const { oldBlob: _, ...file } = patch!.files[0]!;
    const based = (baseCommit: string) => ({ patches: [{ ...patch!, files: [file], baseCommit }] });
    const commit = git('rev-parse', 'HEAD~2');
    expect(await texts(folder, based(commit))).toEqual([good]);
    expect((await openTree(folder, based(commit))).tree.standsOn).toEqual({ commit, by: 'trailer' });
    const missing = based('0123456789abcdef');
    expect(await texts(folder, missing)).toMatchObject([{ applied: false }]);
    const { tree, diagnostics } = await openTree(folder, missing);
    expect(diagnostics).toMatchObject([{ level: 'note', input: patch!.input }]);
    expect(tree.standsOn).toEqual({ commit: git('rev-parse', 'HEAD'), by: 'HEAD' });
  });
  it('takes the base that the user names before all else', async () => {
    const patches = await mailed();
    expect(await texts(folder, { patches, base: 'HEAD~2' })).toEqual([good]);
    const named = await openTree(folder, { patches, base: 'HEAD~2' });
    expect(named.tree.standsOn).toEqual({ commit: git('rev-parse', 'HEAD~2'), by: 'option' });
    const guessed = await openTree(folder, { patches, base: 'guess' });
    expect(guessed.tree.standsOn).toMatchObject({ by: 'blobs', matching: 1, expected: 1 });
    expect(await texts(folder, { patches, base: 'HEAD' })).toMatchObject([{ applied: false }]);
    const { tree, diagnostics } = await openTree(folder, { patches, base: '--all' });
    expect([tree.kind, diagnostics]).toEqual([
      'none',
      [{ level: 'error', input: '--base', message: 'no such revision: --all' }],
    ]);
  });
  it('reads a bare repository', async () => {
    const patches = await mailed();
    git('clone', '-q', '--bare', '.', 'bare.git');
    expect(await texts(join(folder, 'bare.git'), { patches })).toEqual([good]);
  });
});

describe('openTree', () => {
  it('reads a folder inside of a repository as it is', async () => {
    write('case/mm/a.c', 'caf\xe9\n');
    const { tree } = await openTree(join(folder, 'case'), { patches: [] });
    expect([tree.kind, tree.read('mm/a.c')]).toEqual(['directory', 'caf\xe9\n']);
  });
  it('takes the enclosing repository only if it is a kernel', async () => {
    vi.spyOn(process, 'cwd').mockReturnValue(join(folder, 'mm'));
    expect((await openTree(undefined, { patches: [] })).tree.kind).toBe('none');
    for (const path of ['Kconfig', 'MAINTAINERS', 'mm/Kconfig', 'include/linux/mm.h']) write(path, '');
    commit('Makefile', 'VERSION = 7\nPATCHLEVEL = 0\nSUBLEVEL = 0\n');
    const { tree } = await openTree(undefined, { patches: [] });
    expect(tree).toMatchObject({ kind: 'git', version: '7.0' });
    await tree.prefetch(['a.c', 'missing.c', '../a.c']);
    expect(['a.c', 'missing.c', '../a.c', 'MAINTAINERS'].map(tree.read)).toEqual([
      version(1),
      undefined,
      undefined,
      '',
    ]);
    expect(await tree.list('include')).toEqual(['include/linux/mm.h']);
    vi.restoreAllMocks();
  });
  it('tells a folder that is not there, and a base that is of no use', async () => {
    const missing = await openTree(join(folder, 'missing'), { patches: [] });
    expect(missing).toMatchObject({ tree: { kind: 'none' }, diagnostics: [{ message: 'no such folder' }] });
    mkdirSync(join(folder, 'plain/mm'), { recursive: true });
    const plain = await openTree(join(folder, 'plain'), { patches: [], base: 'v6.12' });
    expect(plain).toMatchObject({ tree: { kind: 'directory' }, diagnostics: [{ level: 'warning', input: '--base' }] });
  });

  it('refuses a folder that has nothing of a kernel', async () => {
    mkdirSync(join(folder, 'music'));
    const { tree, diagnostics } = await openTree(join(folder, 'music'), { patches: [] });
    expect(tree.kind).toBe('none');
    expect(diagnostics).toMatchObject([{ level: 'error', input: join(folder, 'music') }]);
  });
});
