import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCodeOf } from '../report/index.js';
import { review, scan } from './index.js';

let folder: string;
const at = (path: string) => join(folder, path);
const write = (path: string, text: string) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
};
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args], { cwd });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foliolint-unread-'));
  write('linux/Makefile', 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n');
  write('linux/mm/a.c', 'int a;\nint b;\n');
  write('linux/mm/b.c', 'int c;\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const told = async (paths: string[], tree = at('linux')) => {
  const report = await scan({ paths, tree, cwd: folder });
  const lines = report.diagnostics.map(({ level, isDetail, message }) => `${isDetail ? 'detail' : level}: ${message}`);
  return { exit: exitCodeOf(report, 'confirmed'), lines };
};

describe('what a plain folder could not give', () => {
  it('is named: a file that is too large, and one that leads nowhere', async () => {
    expect(await told(['mm'])).toEqual({ exit: 0, lines: [] });
    write('linux/mm/large.c', '');
    truncateSync(at('linux/mm/large.c'), (64 << 20) + 1);
    expect(await told(['mm'])).toEqual({
      exit: 2,
      lines: ['error: mm/large.c was not read: this has more than 64 MB'],
    });
    symlinkSync('loop.c', at('linux/mm/loop.c'));
    expect(await told(['mm', 'mm/loop.c'])).toEqual({
      exit: 2,
      lines: [
        'error: mm/large.c was not read: this has more than 64 MB, and 1 more (--verbose lists them)',
        'detail: mm/large.c was not read: this has more than 64 MB',
        'detail: mm/loop.c was not read: this cannot be read (ELOOP)',
      ],
    });
  });
  it.each(['folder', 'repository'])('is named: a file whose name cannot be asked for, in a %s', async (kind) => {
    write('linux/mm/a\\b.c', 'int d;\n');
    writeFileSync(Buffer.concat([Buffer.from(at('linux/mm/')), Buffer.from('\xff.c', 'latin1')]), 'int e;\n');
    if (kind === 'repository') {
      git(at('linux'), 'init', '-q');
      git(at('linux'), 'add', '-A');
      git(at('linux'), 'commit', '-q', '-m', 'a');
    }
    const because = 'its name holds a control character, a backslash, or bytes that are no UTF-8';
    expect(await told(['mm'])).toEqual({
      exit: 2,
      lines: [
        `error: mm/a\\b.c was not read: ${because}, and 1 more (--verbose lists them)`,
        `detail: mm/a\\b.c was not read: ${because}`,
        `detail: mm/\ufffd.c was not read: ${because}`,
      ],
    });
  });
  it.skipIf(process.getuid?.() === 0)('is named: what may not be read (skipped for root)', async () => {
    write('linux/mm/locked/c.c', '');
    chmodSync(at('linux/mm/locked'), 0);
    chmodSync(at('linux/mm/b.c'), 0);
    const { exit, lines } = await told(['mm']);
    expect([exit, lines[0]]).toEqual([
      2,
      'error: mm/b.c was not read: this may not be read, and 1 more (--verbose lists them)',
    ]);
    chmodSync(at('linux/mm/locked'), 0o700);
  });
});

const PATCH = `Subject: [PATCH] mm: a
From: A <a@example.org>

diff --git a/mm/a.c b/mm/a.c
--- a/mm/a.c
+++ b/mm/a.c
@@ -1,2 +1,2 @@
 int a;
-int b;
+int c;
`;

describe('what a partial clone left at the remote', () => {
  const clone = () => {
    const [from, to] = [at('linux'), at('clone')];
    git(from, 'init', '-q', '-b', 'main');
    git(from, 'add', '-A');
    git(from, 'commit', '-qm', 'start');
    git(from, 'config', 'uploadpack.allowFilter', 'true');
    git(folder, 'clone', '-q', '--no-checkout', '--filter=blob:none', `file://${from}`, to);
    return to;
  };
  it('is named by scan, and what is there is read', async () => {
    const to = clone();
    git(to, 'cat-file', 'blob', 'HEAD:Makefile');
    git(to, 'cat-file', 'blob', 'HEAD:mm/b.c');
    rmSync(at('linux'), { recursive: true });
    const line = 'error: mm/a.c was not read: this partial clone has left its blob at the remote';
    expect(await told(['mm'], to)).toEqual({ exit: 2, lines: [line] });
    expect(await told(['mm/a.c'], to)).toEqual({ exit: 2, lines: [line] });
    expect(await told(['mm/b.c'], to)).toEqual({ exit: 0, lines: [expect.stringContaining('warning: mm/a.c')] });
  });
  it('is an error of check where the patch touches it, and a warning elsewhere', async () => {
    const to = clone();
    git(to, 'cat-file', 'blob', 'HEAD:Makefile');
    git(to, 'cat-file', 'blob', 'HEAD:mm/a.c');
    const check = async (text: string) => {
      write('x.patch', text);
      const { diagnostics } = await review({ inputs: [at('x.patch')], tree: to, cwd: folder });
      return diagnostics.filter(({ input }) => input === to).map(({ level, message }) => `${level}: ${message}`);
    };
    const because = 'was not read: this partial clone has left its blob at the remote';
    expect(await check(PATCH)).toEqual([`warning: mm/b.c ${because}`]);
    const promised = execFileSync('git', ['rev-parse', 'HEAD:mm/b.c'], { cwd: to, encoding: 'utf8' }).trim();
    const other = PATCH.replaceAll('mm/a.c', 'mm/b.c').replace(
      '--- a',
      `index ${promised}..${'1'.repeat(40)} 100644\n--- a`,
    );
    expect(await check(other)).toEqual([`error: mm/b.c ${because}`]);
  });
});
