import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type CommitMail,
  commitsOf,
  configValues,
  hooksFolder,
  listFiles,
  open,
  type Repository,
  readBlobSync,
  readBlobs,
  resolveRevision,
  stagedDiff,
} from './index.js';

const IDENTITY = ['-c', 'user.name=A Writer', '-c', 'user.email=a@example.org', '-c', 'commit.gpgSign=false'];

let folder: string;
const git = (...args: string[]) => execFileSync('git', [...IDENTITY, ...args], { cwd: folder, encoding: 'latin1' });
const write = (path: string, text: string) => writeFileSync(join(folder, path), Buffer.from(text, 'latin1'));
function commit(subject: string): string {
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', subject);
  return git('rev-parse', 'HEAD').trim();
}
async function opened(at = folder): Promise<Repository> {
  const { repository } = await open(at);
  if (!repository) throw new Error(`no repository at ${at}`);
  return repository;
}
const latin1 = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('latin1');
const subjects = (commits: readonly CommitMail[]) =>
  commits.map(({ mail }) => /^Subject: \[PATCH\] (.*)$/m.exec(latin1(mail)!)?.[1]);

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'foliolint-git-')));
  git('init', '-q', '-b', 'main');
  write('a.c', 'int a;\n');
  commit('one');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('open', () => {
  it('finds the enclosing repository from a folder inside', async () => {
    mkdirSync(join(folder, 'mm'));
    expect(await opened(join(folder, 'mm'))).toMatchObject({ topLevel: folder, gitDir: join(folder, '.git') });
  });
  it('opens a bare repository, without a work tree', async () => {
    git('clone', '-q', '--bare', '.', 'bare.git');
    const bare = await opened(join(folder, 'bare.git'));
    expect(bare.topLevel).toBeUndefined();
    expect(await resolveRevision(bare, 'HEAD')).toBe(git('rev-parse', 'HEAD').trim());
  });
  it('says nothing about a folder outside of any repository, and one line about a missing one', async () => {
    vi.stubEnv('GIT_CEILING_DIRECTORIES', tmpdir());
    expect(await open(tmpdir())).toEqual({ diagnostics: [] });
    expect((await open(join(folder, 'missing'))).diagnostics).toMatchObject([{ message: 'no such folder' }]);
  });
  it('honours GIT_DIR for the current folder only', async () => {
    const other = join(folder, 'other');
    git('init', '-q', other);
    vi.stubEnv('GIT_DIR', join(folder, '.git'));
    vi.stubEnv('GIT_WORK_TREE', folder);
    expect((await open()).repository).toMatchObject({ gitDir: join(folder, '.git') });
    expect(await opened(other)).toMatchObject({ gitDir: join(other, '.git') });
  });
});

describe('resolveRevision', () => {
  it('takes no option, no other object, no control character', async () => {
    const repository = await opened();
    for (const bad of ['', '--all', '--output=x', 'missing', 'HEAD:a.c', 'HEAD\n', '-1', 'HEAD..HEAD'])
      expect(await resolveRevision(repository, bad), bad).toBeUndefined();
    expect(await resolveRevision(repository, 'main')).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('commitsOf', () => {
  beforeEach(() => {
    write('a.c', 'int a;\nint b;\n');
    commit('two');
    write('a.c', 'int a;\nint b; /* caf\xe9 */\n');
    commit('three');
  });
  it('reads the three forms of a range, oldest first', async () => {
    const repository = await opened();
    const named = async (range: string) => subjects((await commitsOf(repository, range)).commits);
    expect(await named('HEAD~2..HEAD')).toEqual(['two', 'three']);
    expect(await named('HEAD~1..')).toEqual(['three']);
    expect(await named('HEAD~1')).toEqual(['two']);
    expect(await named('HEAD-3')).toEqual(['one', 'two', 'three']);
    expect(await named('HEAD-9')).toEqual(['one', 'two', 'three']);
    git('branch', 'topic-2');
    expect(await named('topic-2')).toEqual(['three']);
  });
  it('keeps the bytes of the diff and the full ids', async () => {
    const { commits } = await commitsOf(await opened(), 'HEAD');
    const mail = latin1(commits[0]?.mail)!;
    expect(mail).toContain('+int b; /* caf\xe9 */\n');
    expect(mail).toMatch(/^index [0-9a-f]{40}\.\.[0-9a-f]{40} 100644$/m);
    expect(mail.startsWith(`From ${commits[0]?.id} Mon Sep 17 00:00:00 2001\nFrom: A Writer <a@example.org>\n`)).toBe(
      true,
    );
  });
  it('gives the same mails whatever is configured', async () => {
    const repository = await opened();
    const plain = await commitsOf(repository, 'HEAD-3');
    const settings = {
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.context': '0',
      'diff.external': 'false',
      'diff.algorithm': 'patience',
      'color.ui': 'always',
      'core.abbrev': '7',
      'log.showSignature': 'true',
      'log.showRoot': 'false',
      'log.date': 'relative',
      'core.fsmonitor': 'false',
      'format.pretty': 'oneline',
    };
    for (const [key, value] of Object.entries(settings)) git('config', key, value);
    vi.stubEnv('GIT_EXTERNAL_DIFF', 'false');
    vi.stubEnv('GIT_DIFF_OPTS', '-u0');
    expect(await commitsOf(repository, 'HEAD-3')).toEqual(plain);
  });
  it('is not confused by a message that looks like the start of a mail', async () => {
    const id = git('rev-parse', 'HEAD').trim();
    commit(`four\n\nFrom ${id} Mon Sep 17 00:00:00 2001\nFrom: nobody`);
    commit('five');
    expect(subjects((await commitsOf(await opened(), 'HEAD-2')).commits)).toEqual(['four', 'five']);
  });
  it('leaves merges out, and tells a range that names nothing', async () => {
    git('checkout', '-q', '-b', 'side', 'HEAD~1');
    commit('side');
    git('merge', '-q', '--no-edit', 'main');
    const repository = await opened();
    expect(subjects((await commitsOf(repository, 'main..side')).commits)).toEqual(['side']);
    const messageOf = async (range: string) => (await commitsOf(repository, range)).diagnostics[0]?.message;
    expect(await messageOf('side')).toContain('is a merge');
    expect(await messageOf('main..main')).toBe('holds no commits');
    expect(await messageOf('main...side')).toBe('write a range as A..B');
    expect(await messageOf('--all')).toBe('no such revision: --all');
    expect(await messageOf('nope\x1b[31m..main')).toBe('no such revision: nope^[[31m');
  });
});

describe('stagedDiff', () => {
  it('is the diff between HEAD and the index, in bytes', async () => {
    write('a.c', 'int \xe9;\n');
    git('add', 'a.c');
    write('a.c', 'not staged\n');
    expect(latin1((await stagedDiff(await opened())).diff)).toContain('-int a;\n+int \xe9;\n');
  });
  it('takes the index of a hook', async () => {
    vi.stubEnv('GIT_DIR', join(folder, '.git'));
    vi.stubEnv('GIT_WORK_TREE', folder);
    vi.stubEnv('GIT_INDEX_FILE', join(folder, 'other-index'));
    write('new.c', 'int n;\n');
    git('add', 'a.c', 'new.c');
    vi.stubEnv('GIT_INDEX_FILE', join(folder, '.git', 'index'));
    expect(latin1((await stagedDiff((await open()).repository!)).diff)).toBe('');
    vi.stubEnv('GIT_INDEX_FILE', join(folder, 'other-index'));
    expect(latin1((await stagedDiff((await open()).repository!)).diff)).toContain('+++ b/new.c');
  });
  it('needs no commit', async () => {
    git('update-ref', '-d', 'HEAD');
    expect(latin1((await stagedDiff(await opened())).diff)).toContain('+++ b/a.c');
  });
});

describe('readBlobs', () => {
  it('answers in order: files, full and short ids, and undefined for the rest', async () => {
    const head = git('rev-parse', 'HEAD').trim();
    const id = git('rev-parse', 'HEAD:a.c').trim();
    const repository = await opened();
    const file = (path: string) => ({ kind: 'file', commit: head, path }) as const;
    const blob = (id: string) => ({ kind: 'blob', id }) as const;
    const names = [
      file('missing.c'),
      file('a.c'),
      blob(id),
      blob(id.slice(0, 10)),
      blob(head),
      blob('0000000'),
      blob('--batch-all-objects'),
      file('../a.c'),
      file('a.c\nHEAD:a.c'),
      file(''),
      file('a.c'),
    ];
    const none = undefined;
    const text = 'int a;\n';
    const expected = [none, text, text, text, none, none, none, none, none, none, text];
    const answers = await readBlobs(repository, names, 99);
    expect(answers.map((blob) => (typeof blob === 'object' ? latin1(blob.bytes) : blob))).toEqual(expected);
    expect(answers[1]).toMatchObject({ id });
    expect(names.map((name) => readBlobSync(repository, name, 99)?.toString('latin1'))).toEqual(expected);
  });
  it('leaves alone what is too large, and tells it from what is not there', async () => {
    write('large.c', 'x'.repeat(100));
    write('b.c', 'int b;\n');
    const head = commit('more');
    const repository = await opened();
    const names = ['large.c', 'b.c'].map((path) => ({ kind: 'file', commit: head, path }) as const);
    const answers = await readBlobs(repository, names, 99);
    expect(answers.map((blob) => (typeof blob === 'object' ? latin1(blob.bytes) : blob))).toEqual([
      'too large',
      'int b;\n',
    ]);
    expect(readBlobSync(repository, names[0]!, 99)).toBe('too large');
  });
});

describe('small questions', () => {
  it('lists the files of a commit', async () => {
    mkdirSync(join(folder, 'mm'));
    write('mm/b.c', '');
    const head = commit('b');
    expect(await listFiles(await opened(), head, '')).toEqual(['a.c', 'mm/b.c']);
    expect(await listFiles(await opened(), head, 'mm')).toEqual(['mm/b.c']);
    expect(await listFiles(await opened(), 'HEAD', '')).toEqual([]);
  });
  it('knows the hooks folder and configured values', async () => {
    const repository = await opened();
    expect(await hooksFolder(repository)).toBe(join(folder, '.git', 'hooks'));
    git('config', 'core.hooksPath', 'my hooks');
    expect(await hooksFolder(repository)).toBe(join(folder, 'my hooks'));
    expect(await configValues(repository, 'core.hooksPath')).toEqual(['my hooks']);
    expect(await configValues(repository, 'foliolint.none')).toEqual([]);
  });
});
