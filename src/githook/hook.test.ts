import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { built, type Sandbox, sandbox, script, series } from './testing.js';

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => rmSync(box.top, { recursive: true, force: true }));

describe.skipIf(!built)('git push (skipped before `npm run build`)', () => {
  beforeEach(() => {
    series(box);
    execFileSync('git', ['init', '-q', '--bare', join(box.top, 'remote.git')]);
    box.git('remote', 'add', 'origin', join(box.top, 'remote.git'));
    box.foliolint('hook', 'install', '--type', 'pre-push');
  });

  it('warns of new commits only, and pushes', () => {
    box.git('push', '-q', '--no-verify', 'origin', 'main~1:refs/heads/main');
    const { status, stderr } = box.git('push', '-q', 'origin', 'main');
    expect(status).toBe(0);
    expect(stderr).toContain('three_read() returns -EAGAIN');
    expect(stderr).not.toContain('one_read()');
    expect(stderr).toContain('foliolint: pushed all the same');
    expect(box.git('push', '-q', 'origin', 'main', 'main:again')).toMatchObject({ status: 0, stderr: '' });
    expect(box.git('push', '-q', 'origin', ':again')).toMatchObject({ status: 0, stderr: '' });
  });

  it('checks all of a first push, also to a remote without a name', () => {
    expect(box.git('push', '-q', join(box.top, 'remote.git'), 'main').stderr).toContain('one_read()');
    expect(box.git('ls-remote', 'origin').stdout).toContain('refs/heads/main');
  });

  it('blocks when it is told to', () => {
    box.git('config', 'foliolint.blockPush', 'true');
    const { status, stderr } = box.git('push', '-q', 'origin', 'main');
    expect(status).not.toBe(0);
    expect(stderr).toContain('foliolint: not pushed. Fix it, or: git push --no-verify');
    expect(box.git('ls-remote', 'origin').stdout).toBe('');
  });

  it('gives a chained hook the same lines, and lets it stop the push', () => {
    box.foliolint('hook', 'uninstall');
    script(join(box.repository, '.git/hooks/pre-push'), 'echo "$1 $2" >"$HOME/seen"', 'cat >>"$HOME/seen"', 'exit 4');
    box.foliolint('hook', 'install', '--type', 'pre-push', '--chain');
    const { status, stderr } = box.git('push', '-q', 'origin', 'main');
    expect(status).not.toBe(0);
    expect(stderr).not.toContain('_read()');
    const head = box.git('rev-parse', 'main').stdout.trim();
    const line = `refs/heads/main ${head} refs/heads/main ${'0'.repeat(40)}`;
    expect(readFileSync(join(box.top, 'seen'), 'utf8')).toBe(`origin ${join(box.top, 'remote.git')}\n${line}\n`);
  });
});

describe.skipIf(!built)('foliolint hook (skipped before `npm run build`)', () => {
  const hooks = () => readdirSync(join(box.repository, '.git/hooks')).filter((name) => !name.endsWith('.sample'));

  it('writes nothing when dry', () => {
    const { status, stdout } = box.foliolint('hook', 'install', '--dry-run', '--b4', '--type', 'pre-push');
    expect(status).toBe(0);
    expect(stdout).toContain(`would write ${join(box.repository, '.git/hooks/pre-push')}\n`);
    expect(hooks()).toEqual([]);
    expect(box.git('config', '--get-regexp', '^b4').stdout).toBe('');
  });

  it.each([
    ['a work tree', '.githooks', 'core.hooksPath leads into a work tree'],
    ['a folder for all', undefined, "core.hooksPath is not this repository's own"],
  ])('does not write into %s, and prints the hook', (_, path, reason) => {
    const folder = path === undefined ? join(box.top, 'all hooks') : join(box.repository, path);
    mkdirSync(folder);
    box.git('config', ...(path === undefined ? ['--global'] : []), 'core.hooksPath', path ?? folder);
    const { status, stdout, stderr } = box.foliolint('hook', 'install');
    expect(status).toBe(2);
    expect(stderr).toContain(reason);
    expect(stdout.startsWith('#!/bin/sh\n# >>> foliolint ')).toBe(true);
    expect([readdirSync(folder), hooks()]).toEqual([[], []]);
  });

  it('writes into a folder of hooks that is this repository’s own', () => {
    box.git('config', 'core.hooksPath', join(box.top, 'own hooks'));
    expect(box.foliolint('hook', 'install').status).toBe(0);
    expect(readdirSync(join(box.top, 'own hooks'))).toEqual(['sendemail-validate']);
    expect(box.foliolint('hook', 'status').stdout).toContain(
      `sendemail-validate: ${join(box.top, 'own hooks')}/sendemail-validate\n`,
    );
    expect(box.foliolint('hook', 'uninstall').stdout).toContain('remove ');
    expect(box.foliolint('hook', 'uninstall').stdout).toBe('nothing of foliolint is installed\n');
  });

  it('uses the configuration where git runs hooks from it', () => {
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    script(join(box.bin, 'git'), 'case "$*" in *"hook list"*) exit 1 ;; esac', `exec ${real} "$@"`);
    box.foliolint('hook', 'install', '--type', 'pre-push', '--type', 'sendemail-validate');
    expect(hooks()).toEqual(['sendemail-validate']);
    expect(box.git('config', 'hook.foliolint-pre-push.event').stdout).toBe('pre-push\n');
    expect(box.git('config', 'hook.foliolint-pre-push.command').stdout).toBe(
      'sh "$(git rev-parse --git-common-dir)/foliolint/pre-push"\n',
    );
    expect(existsSync(join(box.repository, '.git/foliolint/pre-push'))).toBe(true);
    box.foliolint('hook', 'uninstall');
    expect(box.git('config', '--get-regexp', '^hook').stdout).toBe('');
    expect(existsSync(join(box.repository, '.git/foliolint/pre-push'))).toBe(false);
  });

  it('prints the configuration of b4 until it is set', () => {
    expect(box.foliolint('hook', 'install').stdout).toContain('\tprep-perpatch-check-cmd = foliolint check');
    box.foliolint('hook', 'install', '--b4');
    expect(box.foliolint('hook', 'install').stdout).toBe('sendemail-validate: installed already\n');
  });

  it('adds to the configuration of b4 what is missing, once', () => {
    box.git('config', 'b4.am-perpatch-check-cmd', 'mycheck -');
    for (let i = 0; i < 2; i++) expect(box.foliolint('hook', 'install', '--b4').status).toBe(0);
    const values = (key: string) =>
      box.git('config', '--get-all', `b4.${key}-perpatch-check-cmd`).stdout.trim().split('\n');
    expect(values('prep')).toEqual([
      './scripts/checkpatch.pl -q --terse --no-summary --mailback --showfile',
      'foliolint check --format=b4 -',
    ]);
    expect(values('am')).toEqual(['mycheck -', 'foliolint check --format=b4 -']);
    expect(hooks()).toEqual([]);
    box.foliolint('hook', 'uninstall', '--b4');
    expect([values('prep'), values('am')]).toEqual([[''], ['mycheck -']]);
  });

  it('says where there is no repository', () => {
    expect(box.run('foliolint', ['hook', 'status'], { cwd: box.top })).toMatchObject({
      status: 2,
      stderr: 'foliolint: this is not a git repository\n',
    });
  });
});
