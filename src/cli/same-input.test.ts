import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { replayCommand } from './same-input.js';

const words = (command: string) =>
  spawnSync('sh', ['-c', `foliolint() { printf '%s\\0' "$@"; }; ${command}`], { encoding: 'utf8' })
    .stdout.split('\0')
    .slice(0, -1);

describe('replayCommand', () => {
  it('names input, base and tree again', () => {
    const command = replayCommand(['a.mbox', 'b.patch'], { base: 'v6.12', tree: '../linux' });
    expect(command('7c1e02d4')).toBe('foliolint replay 7c1e02d4 a.mbox b.patch --base v6.12 --tree ../linux');
    expect(replayCommand([], { git: 'HEAD~3..HEAD^' })('7c1e02d4')).toBe('foliolint replay 7c1e02d4 -g HEAD~3..HEAD^');
    expect(replayCommand([], { staged: true })('7c1e02d4')).toBe('foliolint replay 7c1e02d4 --staged');
    expect(replayCommand(['mm'], {}, { isScan: true })('7c1e02d4')).toBe('foliolint replay 7c1e02d4 --scan mm');
  });

  it('is read by a shell as it was meant', () => {
    const names = ["it's here.mbox", '$(touch x)', '~/a', '=ls', 'a b', '*.patch', '`id`', 'ä.mbox', 'x;y', 'a\nb'];
    const command = replayCommand(names, { git: 'HEAD@{1}..', tree: '#tree' })('7c1e02d4');
    expect(words(command)).toEqual(['replay', '7c1e02d4', ...names, '-g', 'HEAD@{1}..', '--tree', '#tree']);
    expect(words(replayCommand(['-x.patch'], {})('7c1e02d4'))).toEqual(['replay', '7c1e02d4', './-x.patch']);
  });

  it('says what to save where the input was stdin', () => {
    for (const inputs of [['-'], []])
      expect(replayCommand(inputs, { tree: 'linux' })('7c1e02d4')).toBe(
        'foliolint replay 7c1e02d4 FILE --tree linux, FILE being what was on stdin',
      );
  });
});
