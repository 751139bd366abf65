import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { built, canSendEmail, type Sandbox, sandbox, script, series } from './testing.js';

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => rmSync(box.top, { recursive: true, force: true }));

const count = (text: string, part: string) => text.split(part).length - 1;

describe.skipIf(!built || !canSendEmail())(
  'git send-email (skipped before `npm run build`, or without git-email, its Perl modules, grep and sed)',
  () => {
    const leak = (name: string) => `folio is still held when ${name}_read() returns`;

    it.each<[string, (files: string[]) => string[]]>([
      ['files', (files) => files],
      ['a folder', () => ['../out put/']],
      ['a range', () => ['-3']],
      ['files before options', (files) => [...files, '--cc-cmd', '/bin/true']],
    ])('sends nothing and names both bad patches once, given %s', (_, args) => {
      const files = series(box);
      expect(box.foliolint('hook', 'install').status).toBe(0);
      const { status, stderr } = box.git('send-email', ...args(files));
      expect(status).not.toBe(0);
      expect(box.sent()).toEqual([]);
      for (const name of ['one', 'three']) expect(count(stderr, leak(name))).toBe(1);
      expect(stderr).toContain('patch 1/3: mm/one');
      expect(stderr).toContain('patch 3/3: mm/three');
      expect(stderr).not.toContain('warning: there is no patch');
      expect(count(stderr, 'foliolint: not sent. Fix it, or: git send-email --no-validate')).toBe(1);
    });

    it('lets a good patch go, and a bad one that nobody validates', () => {
      const files = series(box);
      box.foliolint('hook', 'install');
      expect(box.git('send-email', files[0]!, files[2]!)).toMatchObject({ status: 0 });
      expect(box.sent()).toHaveLength(2);
      expect(box.git('send-email', '--no-validate', files[1]!)).toMatchObject({ status: 0 });
      expect(box.sent()).toHaveLength(3);
    });

    it('checks the first patches of a series that is not sent whole', () => {
      const files = series(box);
      box.foliolint('hook', 'install');
      const { stderr } = box.git('send-email', ...files.slice(0, 3));
      expect(count(stderr, leak('one'))).toBe(1);
      expect(box.sent()).toEqual([]);
    });

    it('counts as git 2.41 tells it to', () => {
      const files = series(box);
      box.foliolint('hook', 'install');
      const hook = (file: string, n: number) =>
        box.run(join(box.repository, '.git/hooks/sendemail-validate'), [file, '/dev/null'], {
          GIT_SENDEMAIL_FILE_COUNTER: String(n),
          GIT_SENDEMAIL_FILE_TOTAL: String(files.length),
        });
      for (let round = 0; round < 2; round++) {
        const all = files.map((file, i) => hook(file, i + 1));
        expect(all.map(({ status }) => status)).toEqual([0, 0, 0, 1]);
        expect(all.slice(0, 3).map(({ stderr }) => stderr)).toEqual(['', '', '']);
        for (const name of ['one', 'three']) expect(count(all[3]!.stderr, leak(name))).toBe(1);
      }
      hook(files[0]!, 1);
      hook(files[1]!, 2);
      expect(hook(files[2]!, 1)).toMatchObject({ status: 0, stderr: '' });
    });

    it('works in a linked work tree', () => {
      const files = series(box);
      box.git('worktree', 'add', '-q', '-b', 'linked', '../linked tree');
      const cwd = join(box.top, 'linked tree');
      expect(box.run('foliolint', ['hook', 'install'], { cwd }).status).toBe(0);
      expect(existsSync(join(box.repository, '.git/hooks/sendemail-validate'))).toBe(true);
      expect(box.run('git', ['send-email', ...files], { cwd }).stderr).toContain('foliolint: not sent.');
      const [scratch] = readdirSync(join(box.repository, '.git/worktrees'));
      expect(existsSync(join(box.repository, '.git/worktrees', scratch!, 'foliolint-sendemail'))).toBe(true);
      expect(box.git('send-email', ...files).stderr).toContain('foliolint: not sent.');
      expect(box.sent()).toEqual([]);
    });

    it.each([
      ['is missing', undefined, 'foliolint: not found in PATH, the mail goes unchecked'],
      ['crashes', 'exit 3', 'foliolint: ended with status 3, the mail goes unchecked'],
      ['is killed', 'kill -9 $$', 'foliolint: ended with status 137, the mail goes unchecked'],
    ])('sends all, with one line, when foliolint %s', (_, body, line) => {
      const files = series(box);
      box.foliolint('hook', 'install');
      rmSync(join(box.bin, 'foliolint'));
      if (body) script(join(box.bin, 'foliolint'), body);
      const { status, stderr } = box.git('send-email', ...files);
      expect({ status, lines: count(stderr, line) }).toEqual({ status: 0, lines: 1 });
      expect(box.sent()).toHaveLength(4);
    });

    it('runs a chained hook first, with the same arguments, and keeps its exit code', () => {
      const files = series(box);
      const path = join(box.repository, '.git/hooks/sendemail-validate');
      script(path, 'echo "$1" >>"$HOME/chained"', 'test ! -e "$HOME/stop" || exit 7');
      const own = readFileSync(path, 'utf8');
      expect(box.foliolint('hook', 'install')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('--chain keeps it'),
      });
      expect(readFileSync(path, 'utf8')).toBe(own);
      expect(box.foliolint('hook', 'install', '--chain').status).toBe(0);
      expect(box.git('send-email', ...files).stderr).toContain('foliolint: not sent.');
      expect(readFileSync(join(box.top, 'chained'), 'utf8')).toBe(files.map((file) => `${file}\n`).join(''));
      writeFileSync(join(box.top, 'stop'), '');
      expect(box.run(path, [files[0]!]).status).toBe(7);
      expect(box.foliolint('hook', 'uninstall').status).toBe(0);
      expect(readFileSync(path, 'utf8')).toBe(own);
      expect(readdirSync(join(box.repository, '.git/hooks')).filter((name) => name.includes('foliolint'))).toEqual([]);
    });
  },
);
