import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const built = existsSync(`${ROOT}dist/cli/main.js`);
const SERIES = join(ROOT, 'testdata/series');
const folder = mkdtempSync(join(tmpdir(), 'foliolint-b4-'));
const [repository, tracking] = [join(folder, 'linux'), join(folder, 'tracking.json')];
const mail = (name: string) => readFileSync(join(SERIES, name, 'series.mbox'), 'utf8');
const COVER = 'From: Ada Writer <ada@example.org>\nSubject: [PATCH 0/1] mm: words\nMessage-Id: <1@x>\n\nWords.\n';
const PROMPT = 'Read and execute the prompt from .git/agent-reviewer.md';

function check(args: readonly string[], input = '', env: Record<string, string> = {}) {
  const command = [`${ROOT}bin/foliolint.js`, 'check', ...args];
  const options = { cwd: repository, encoding: 'utf8', input, env: { ...process.env, ...env } } as const;
  const { status, stdout, stderr, output } = spawnSync(process.execPath, command, {
    ...options,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  return { status, stdout, stderr, fd3: output[3] };
}

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@b', '-c', 'commit.gpgSign=false'];
  return execFileSync('git', [...identity, ...args], { cwd: repository, encoding: 'utf8' }).trim();
}

/** A branch as b4 review makes one (b4, misc/agent-reviewer.md, "Branch layout"). */
beforeAll(() => {
  cpSync(join(SERIES, 'zswap-leak/tree'), repository, { recursive: true });
  mkdirSync(join(repository, 'include/linux'), { recursive: true });
  // By these it is known as a kernel: b4 names no --tree.
  for (const name of ['Kconfig', 'MAINTAINERS', 'include/linux/mm.h']) writeFileSync(join(repository, name), '');
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'base');
  git('checkout', '-q', '-b', 'b4/review/20260304-cellar');
  git('am', '-q', join(SERIES, 'zswap-leak/series.mbox'));
  const data = JSON.stringify({
    series: { 'change-id': '20260304-cellar', 'first-patch-commit': git('rev-parse', 'HEAD') },
    patches: [{ title: 'a patch', reviews: {} }],
  });
  writeFileSync(tracking, data);
  git(
    'commit',
    '-q',
    '--allow-empty',
    '-m',
    `A cover.\n\n--- b4-review-tracking ---\n# For b4 only.\n${data}`,
    '--cleanup=verbatim',
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

const skipped = describe.skipIf(!built);

skipped('b4 prep --check and b4 am --check (skipped before `npm run build`)', () => {
  it('hear nothing about a clean patch', () => {
    const args = ['--format=b4', '--tree', join(SERIES, 'clean-fix/tree'), '-'];
    expect(check(args, mail('clean-fix'))).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  it('get one line for a finding', () => {
    const { status, stdout, stderr } = check(['--format=b4', '-'], mail('zswap-leak'));
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^mm\/cellar\.c:46: ERROR:refcount-leak: [^\n]* \(confirmed [0-9a-f]{8}\)\n$/);
  });

  it('get one line about a mail that cannot be read, on stdout', () => {
    const { stdout, stderr } = check(['--format=b4', '-'], mail('zswap-leak').split('+\tif (ret)')[0]!);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^-:\d+: WARNING:input: [^\n]+\n$/);
  });
});

skipped('b4, when the command is wrong', () => {
  it('gets a warning, on stdout', () => {
    const { status, stdout, stderr } = check(['--format', 'b4', '--no-such-flag', '-'], COVER);
    expect([status, stderr]).toEqual([2, '']);
    expect(stdout).toMatch(/^-: WARNING:foliolint: [^\n]*--no-such-flag[^\n]*\n$/);
  });
});

skipped('NIPA', () => {
  it('gets its line on the descriptor that it names', () => {
    const { status, stdout, fd3 } = check(['--format=nipa', '-'], mail('zswap-leak'), { DESC_FD: '3' });
    expect(status).toBe(1);
    expect(fd3).toMatch(/^1 confirmed, 0 unconfirmed; mm\/cellar\.c:46 refcount-leak \(confirmed [0-9a-f]{8}\)\n$/);
    expect(stdout.endsWith(fd3!)).toBe(true);
    expect(check(['--format=nipa', '-'], mail('zswap-leak'), { DESC_FD: 'x; rm' })).toMatchObject({
      status: 1,
      fd3: '',
    });
  });
});

skipped('b4 review', () => {
  const result = (input: string, env = {}) => JSON.parse(check(['--format=b4-review', '-'], input, env).stdout);

  it('gets a result for a patch', () => {
    expect(result(mail('zswap-leak'))).toMatchObject([{ tool: 'foliolint', status: 'fail' }]);
  });

  it('gets one for a series by its cover letter, when it says where the series is', () => {
    expect(result(COVER)).toEqual([]);
    expect(result(COVER, { B4_TRACKING_FILE: tracking })).toMatchObject([{ tool: 'foliolint', status: 'fail' }]);
  });

  it.each([
    '{"series":{"change-id":"../../x","first-patch-commit":"--output=x"}}',
    '{"series":{"change-id":"20260304-cellar","first-patch-commit":"HEAD"}}',
    'no JSON',
  ])('is not led anywhere by %s', (data) => {
    const file = join(folder, 'other.json');
    writeFileSync(file, data);
    expect(result(COVER, { B4_TRACKING_FILE: file })).toEqual([]);
  });
});

/** A comment in a review file, and the line of the diff that it stands under. */
interface Comment {
  readonly under: string;
  text: string;
}

/** Reads a review file as misc/agent-reviewer.md describes it: a note, then the diff quoted, comments in between. */
function readReview(text: string): { note: string; diff: string[]; comments: Comment[] } {
  const lines = text.split('\n').slice(0, -1);
  const start = lines.findIndex((line) => line.startsWith('> diff --git '));
  const diff: string[] = [];
  const comments: Comment[] = [];
  for (const line of lines.slice(start)) {
    const last = comments.at(-1);
    if (line.startsWith('>')) diff.push(line.slice(2));
    else if (last && last.under === diff.at(-1)) last.text += `${line}\n`;
    else comments.push({ under: diff.at(-1)!, text: '' });
  }
  return { note: lines.slice(0, start).join('\n'), diff, comments };
}

skipped('b4 review as its agent', () => {
  const home = join(repository, '.git/b4-review');

  it('refuses to write outside of the git folder', () => {
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, home);
    expect(check(['--format', 'b4-agent', PROMPT])).toMatchObject({ status: 2 });
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(home);
  });

  it('gets the whole diff, quoted, with a comment under the line', () => {
    expect(check(['--format', 'b4-agent', PROMPT])).toMatchObject({ status: 0, stderr: '' });
    const review = join(home, git('rev-parse', 'HEAD'));
    expect(readdirSync(home)).toHaveLength(1);
    expect(readdirSync(review)).toEqual(['0001.txt', 'identity.txt', 'series.txt']);
    expect(readFileSync(join(review, 'identity.txt'), 'utf8')).toMatch(/^(.+?)\s+<([^>]+)>\n$/);
    const { note, diff, comments } = readReview(readFileSync(join(review, '0001.txt'), 'utf8'));
    expect(note).toMatch(/^1 question[^\n]*\n\nmm\/cellar\.c:46: ERROR:refcount-leak/);
    const real = git('diff', 'HEAD~2', 'HEAD~1')
      .split('\n')
      .filter((line) => !line.startsWith('index '));
    expect(diff.map((line) => line.trimEnd())).toEqual(real.map((line) => line.trimEnd()));
    expect(comments.map(({ under }) => under)).toEqual(['+\t\treturn ret;']);
    expect(comments[0]!.text).toContain('[refcount-leak, confirmed by replay]');
    expect(readFileSync(join(review, '0001.txt'), 'utf8')).not.toMatch(/^-- $/m);
  });

  it('gets the same again, and leaves what somebody else has written', () => {
    expect(check(['--format', 'b4-agent', PROMPT])).toMatchObject({ status: 0 });
    const identity = join(home, git('rev-parse', 'HEAD'), 'identity.txt');
    writeFileSync(identity, 'Somebody Else <else@example.org>\n');
    expect(check(['--format', 'b4-agent', PROMPT])).toMatchObject({ status: 2 });
    expect(readFileSync(identity, 'utf8')).toContain('Somebody Else');
  });

  it('is told when this is no branch of a review', () => {
    git('checkout', '-q', '--detach', 'HEAD~1');
    const { status, stderr } = check(['--format', 'b4-agent', PROMPT]);
    expect([status, stderr]).toEqual([
      2,
      'foliolint: --format b4-agent: HEAD is not the last commit of a branch that b4 review made\n',
    ]);
    git('checkout', '-q', '-');
  });
});
