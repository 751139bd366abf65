import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bashCompletion } from './bash.js';
import { COMMANDS } from './testing.js';

const folder = mkdtempSync(join(tmpdir(), 'foliolint-bash-'));
const has = (tool: string) => spawnSync(tool, ['--version']).status === 0;

beforeAll(() => {
  writeFileSync(join(folder, 'completion'), bashCompletion(COMMANDS));
  writeFileSync(join(folder, 'a patch.mbox'), '');
  mkdirSync(join(folder, 'a-tree'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What bash offers for a line that was split as readline splits it. */
function offered(...words: string[]): string[] {
  const script = `
    source ./completion
    COMP_WORDS=(foliolint "$@")
    COMP_CWORD=$#
    _foliolint
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-u', '-c', script, '-', ...words], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean).sort();
}

describe.skipIf(!has('bash'))('the completion of bash (skipped without bash)', () => {
  it('is registered', () => {
    const { stdout } = spawnSync('bash', ['-c', '. ./completion; complete -p foliolint'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout).toBe('complete -F _foliolint foliolint\n');
  });

  it.each([
    [[''], ['check', 'trace']],
    [['c'], ['check']],
    [['--'], ['--help', '--version']],
    [['trace', ''], ['import']],
    [
      ['trace', 'import', '--'],
      ['--help', '--tree'],
    ],
    [
      ['check', '--t'],
      ['--tree', '--types'],
    ],
    [['check', '--no'], ['--no-summary']],
    [
      ['check', '--format', ''],
      ['json', 'text'],
    ],
    [
      ['check', '--format', '='],
      ['json', 'text'],
    ],
    [['check', '--format', '=', 'js'], ['json']],
    [['check', '--types', 'over-put,p'], ['over-put,put-count']],
    [
      ['check', '--types', '=', 'over-put,'],
      ['over-put,over-put', 'over-put,put-count', 'over-put,refcount-leak'],
    ],
    [['check', '--tree', 'a'], ['a-tree']],
    [
      ['check', 'a'],
      ['a patch.mbox', 'a-tree'],
    ],
    [
      ['check', '--summary', 'a'],
      ['a patch.mbox', 'a-tree'],
    ],
    [['check', '-g', ''], []],
    [['nothing', 'x'], []],
  ])('offers for %j: %j', (words, candidates) => {
    expect(offered(...words)).toEqual(candidates);
  });
});

describe.skipIf(!has('shellcheck'))('the script (skipped without shellcheck)', () => {
  it('has nothing that shellcheck minds', () => {
    const { stdout } = spawnSync('shellcheck', ['-s', 'bash', 'completion'], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});
