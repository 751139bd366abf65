import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { type ExpectedFile, guessBase } from './guess.js';
import { open } from './repository.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const FILES = ['mm/a.c', 'mm/b.c', 'fs/c.c'];

/** What happens to a history: a file gets a content, or is deleted; a branch begins; another branch is merged. */
type Deed =
  | { readonly kind: 'write'; readonly file: number; readonly content: number }
  | { readonly kind: 'delete'; readonly file: number }
  | { readonly kind: 'branch' | 'merge'; readonly at: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), file: fc.nat(2), content: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), file: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('branch' as const, 'merge' as const), at: fc.nat(5) }) },
);

class History {
  readonly folder = mkdtempSync(join(tmpdir(), 'foliolint-guess-'));
  private branches = ['main'];

  constructor() {
    folders.push(this.folder);
    this.git('init', '-q', '-b', 'main');
    for (const file of FILES) this.write(file, 'first\n');
    this.commit();
  }

  git(...args: string[]): string {
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...who, ...args], { cwd: this.folder, encoding: 'utf8', stdio: 'pipe' });
  }

  do(it: Deed): void {
    switch (it.kind) {
      case 'write':
        this.write(FILES[it.file]!, `content ${it.content}\n`);
        this.commit();
        return;
      case 'delete':
        rmSync(join(this.folder, FILES[it.file]!), { force: true });
        this.commit();
        return;
      case 'branch':
        this.git('checkout', '-q', '-b', `branch${this.branches.length}`, this.branches[it.at % this.branches.length]!);
        this.branches.push(`branch${this.branches.length}`);
        return;
      case 'merge':
        this.git('merge', '-q', '-s', 'ours', '--no-edit', this.branches[it.at % this.branches.length]!);
    }
  }

  commits(): string[] {
    return this.git('rev-list', '--all').trim().split('\n');
  }

  /** The blob of a file in a commit, or undefined. */
  blob(commit: string, file: string): string | undefined {
    return this.git('ls-tree', commit, '--', file).split(/\s/)[2];
  }

  private write(file: string, text: string): void {
    mkdirSync(join(this.folder, file, '..'), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  private commit(): void {
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', 'step');
  }
}

const expectedAt = (history: History, commit: string, digits: number): ExpectedFile[] =>
  FILES.map((path) => {
    const blob = history.blob(commit, path)?.slice(0, digits);
    return blob === undefined ? { path } : { path, blob };
  });

const countAt = (history: History, commit: string, expected: readonly ExpectedFile[]) =>
  expected.filter(({ path, blob }) => {
    const there = history.blob(commit, path);
    return blob === undefined ? there === undefined : there?.startsWith(blob) === true;
  }).length;

it('finds a commit that has as many of the files as any other, from the blobs of each', {
  timeout: 300_000,
}, async () => {
  const property = fc.asyncProperty(
    fc.array(deed, { minLength: 3, maxLength: 14 }),
    fc.nat(),
    fc.constantFrom(7, 12, 40),
    async (deeds, which, digits) => {
      const history = new History();
      for (const it of deeds) history.do(it);
      const commits = history.commits();
      const expected = expectedAt(history, commits[which % commits.length]!, digits);
      const { repository } = await open(history.folder);
      const guess = await guessBase(repository!, expected);
      if (expected.every(({ blob }) => blob === undefined)) return expect(guess).toBeUndefined();
      expect(countAt(history, guess!.commit, expected)).toBe(expected.length);
      expect(guess!.matching).toBe(expected.length);
    },
  );
  await fc.assert(property, { numRuns: 8 });
});

it('prefers HEAD, and names the ref of another commit', async () => {
  const history = new History();
  const first = history.commits()[0]!;
  history.git('branch', 'old');
  history.do({ kind: 'write', file: 0, content: 1 });
  const { repository } = await open(history.folder);
  const head = history.commits()[0]!;
  expect(await guessBase(repository!, expectedAt(history, head, 12))).toMatchObject({ commit: head, matching: 3 });
  expect(await guessBase(repository!, expectedAt(history, first, 12))).toEqual({
    commit: first,
    matching: 3,
    name: 'old',
  });
  expect(await guessBase(repository!, [{ path: 'mm/a.c', blob: '1234567' }])).toBeUndefined();
  expect(await guessBase(repository!, [{ path: '--all', blob: '1234567' }])).toBeUndefined();
});
