import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const built = existsSync(`${ROOT}dist/cli/main.js`);
const root = process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), 'foliolint-bad-'));

const SERIES = join(ROOT, 'testdata/series');
const [GOOD, TREE] = [join(SERIES, 'use-after-put/series.mbox'), join(SERIES, 'use-after-put/tree')];
const patch = readFileSync(GOOD, 'utf8');
/** What the good patch is found to have; in the bad company of every test it must still be. */
const FOUND = /^mm\/warren\.c:23:11: error: .* \[use-after-put\]$/m;

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `check` in the temporary folder, with a heap that no input may outgrow. */
function check(...args: string[]): Ran {
  return checkAt(folder, ...args);
}

function checkAt(cwd: string, ...args: string[]): Ran {
  const command = ['--max-old-space-size=512', `${ROOT}bin/foliolint.js`, 'check', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd, encoding: 'utf8', input: '' });
  for (const text of [stdout, stderr]) {
    expect(text).not.toMatch(/^ +at |internal error|node:internal/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this is about
    expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
  }
  return { status, stdout, stderr };
}

/** Writes an input and checks it. */
function checkText(content: string | Buffer): Ran {
  writeFileSync(join(folder, 'input'), content);
  return check('input');
}

/** A mail that adds the file `path` with a function that has `statements` in it. */
function adds(statements: string, path = 'mm/a.c', subject = 'a patch'): string {
  const lines = `int f(struct folio *folio)\n{\n${statements}\n\treturn 0;\n}`.split('\n');
  return [
    'From: Ada Writer <ada@example.org>',
    `Subject: [PATCH] ${subject}`,
    '',
    `diff --git a/${path} b/${path}`,
    'new file mode 100644',
    '--- /dev/null',
    `+++ b/${path}`,
    `@@ -0,0 +1,${lines.length} @@`,
    ...lines.map((line) => `+${line}`),
    '',
  ].join('\n');
}

beforeAll(() => {
  for (const name of ['empty', 'text', 'locked']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'text/README'), 'nothing to see\n');
  const repository = join(folder, 'repository');
  cpSync(TREE, repository, { recursive: true });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args], { cwd: repository });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'start');
});

afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!built)('bad input (skipped before `npm run build`)', () => {
  it.each([
    ['an empty file', '', 'this is empty'],
    ['a binary file', Buffer.from([1, 2, 0, 4, 10, 200]), 'this is a binary file'],
    ['a NUL byte', patch.replace('deactivate', 'de\0activate'), 'this is a binary file'],
    ['a truncated hunk', patch.slice(0, patch.indexOf('+\t\taged')), 'a hunk of mm/warren.c is cut'],
    [
      'a merge',
      'diff --cc a.c\nindex 11,22..33\n--- a/a.c\n+++ b/a.c\n@@@ -1,1 -1,1 +1,1 @@@\n++a\n',
      'a merge diff (diff --cc) is not read',
    ],
    ['a hunk far away', patch.replace(/@@ -\d+/, `@@ -${'9'.repeat(20)}`), 'no hunk follows the header of mm/warren.c'],
    [
      'a path out of the tree',
      adds('', '../../etc/a.c'),
      'this path is not inside a tree, its file is left out: ../../etc/a.c',
    ],
    ['an absolute path', adds('', '/etc/a.c'), 'this path is not inside a tree, its file is left out: /etc/a.c'],
    [
      'an escape in a path',
      adds('', 'mm/\x1b[2Ja.c'),
      'this path is not inside a tree, its file is left out: mm/^[[2Ja.c',
    ],
  ])('%s', (_, content, message) => {
    const { status, stderr } = checkText(content);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^input(?::\d+)?: error: [^\n]+\n$/);
    expect(stderr).toContain(message);
  });

  it.each([
    [['nowhere.patch'], 'nowhere.patch: error: this does not exist'],
    [['empty'], 'empty: error: this folder holds no files'],
    [['--tree', 'nowhere', GOOD], 'nowhere: error: no such folder'],
    [['--tree', 'text/README', GOOD], 'text/README: error: this is not a folder'],
    [['--tree', 'repository', '--base', 'nowhere', GOOD], '--base: error: no such revision: nowhere'],
    [['--tree', 'repository', '--base=--output=x', GOOD], '--base: error: no such revision: --output=x'],
    [['-o', 'nowhere/x', GOOD], 'foliolint: cannot write nowhere/x: no such directory'],
    [['-o', 'empty', GOOD], 'foliolint: cannot write empty: it is a directory'],
    [['-g', 'HEAD'], '.: error: this is not a git repository'],
  ])('%j', (args, message) => {
    expect(check(...args)).toMatchObject({ status: 2, stderr: `${message}\n` });
  });

  it.each([['nowhere..HEAD'], ['--output=x'], ['HEAD; id']])('-g %s', (range) => {
    const { status, stderr } = checkAt(join(folder, 'repository'), `--git=${range}`);
    expect({ status, lines: stderr.match(/\n/g)?.length }).toEqual({ status: 2, lines: 1 });
    expect(stderr).toContain('no such revision');
    expect(existsSync(join(folder, 'repository/x'))).toBe(false);
  });

  it('tells that nothing is staged', () => {
    const { status, stdout, stderr } = checkAt(join(folder, 'repository'), '--staged');
    const told = { status: 0, stdout: 'nothing was checked\n', stderr: '--staged: warning: nothing is staged\n' };
    expect({ status, stdout, stderr }).toEqual(told);
  });

  it('tells of a folder without a patch', () => {
    expect(check('text')).toMatchObject({ status: 0, stderr: 'text: warning: there is no patch in it\n' });
  });

  it.skipIf(root)('tells of a folder that may not be read', () => {
    chmodSync(join(folder, 'locked'), 0);
    expect(check('locked')).toMatchObject({ status: 2, stderr: 'locked: error: this may not be read\n' });
  });

  it('still checks the good input', () => {
    const { status, stdout, stderr } = check('nowhere.patch', GOOD, '--tree', TREE);
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'nowhere.patch: error: this does not exist\n' });
    expect(stdout).toMatch(FOUND);
  });

  it('reads the hunks of a patch for another tree', () => {
    const { status, stdout, stderr } = check(GOOD, '--tree', join(SERIES, 'over-put/tree'));
    expect(stderr).toMatch(/^[^\n]*: warning: none of 1 hunk applies to Linux 6\.12: [^\n]*\n$/);
    expect(status).toBe(1);
    expect(stdout).toMatch(FOUND);
    expect(stdout).toContain('1 patch, 1 not applied: 1 confirmed');
  });
});

describe.skipIf(!built)('hostile and heavy input', () => {
  it('shows no escape of a subject or of code', () => {
    const hostile = '\x1b]0;title\x07\x9b31m\u202e';
    const { status, stdout } = checkText(
      `${adds(`\tfolio_get(folio);\n\tg("${hostile}");`, 'mm/a.c', hostile)}\n${patch}`,
    );
    expect(status).toBeLessThan(2);
    expect(stdout).toMatch(FOUND);
  });

  it('reads a patch with CRLF line ends', () => {
    expect(checkText(patch.replaceAll('\n', '\r\n')).stdout).toMatch(FOUND);
  });

  it('has nothing to say about a patch that touches no C file', () => {
    const diff = patch.replaceAll('mm/warren.c', 'Documentation/mm/warren.rst');
    expect(checkText(diff)).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['braces', `\t${'{'.repeat(10_000)}${'}'.repeat(10_000)}`],
    ['open braces', `\t${'{'.repeat(10_000)}`],
    ['parentheses', `\tx = ${'('.repeat(10_000)}1${')'.repeat(10_000)};`],
    ['open parentheses', `\tx = ${'('.repeat(10_000)}`],
    ['statements', `\t${'if (x) '.repeat(10_000)};`],
    ['operators', `\tx = ${'!'.repeat(10_000)}1;`],
    ['lines', '\tfolio_get(folio);\n'.repeat(30_000)],
  ])('skips a function with too many %s, and says so', (_, statements) => {
    const { status, stdout } = checkText(adds(statements));
    expect(status).toBe(0);
    expect(stdout).toContain('1 function not analysed');
  });

  it('survives a line of 20 MB', () => {
    expect(checkText(adds(`\tg("${'x'.repeat(20_000_000)}");`))).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['text before the diff', () => patch.replace('\n---\n', `\n${`${'x'.repeat(79)}\n`.repeat(650_000)}\n---\n`)],
    [
      'mails behind it',
      () =>
        patch +
        `From b@y Tue Feb  3 08:01:17 2026\nFrom: B <b@y>\nSubject: Re: x\n\n${`> ${'text '.repeat(15)}\n`.repeat(65)}\n`.repeat(
          10_000,
        ),
    ],
    ['an attachment', () => withAttachment(Buffer.alloc(38_000_000, 'a log line\n').toString('base64'))],
  ])('reads a mail with 50 MB of %s', (_, content) => {
    expect(checkText(content()).stdout).toMatch(FOUND);
  });
});

function withAttachment(base64: string): string {
  const [head, body] = [patch.slice(0, patch.indexOf('\n\n')), patch.slice(patch.indexOf('\n\n'))];
  const lines = base64.replace(/.{76}/g, '$&\n');
  const log = `Content-Type: text/plain; name=log.txt\nContent-Transfer-Encoding: base64\n\n${lines}`;
  const mime = `${head}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=cut`;
  return `${mime}\n\n--cut\nContent-Type: text/plain${body}\n--cut\n${log}\n--cut--\n`;
}
