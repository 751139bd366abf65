import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from './testing.js';
import { zshCompletion } from './zsh.js';

const folder = mkdtempSync(join(tmpdir(), 'foliolint-zsh-'));
const hasZsh = spawnSync('zsh', ['-f', '-c', 'zmodload zsh/zpty']).status === 0;

/** Types each argument and a tab into an interactive zsh, and prints the line that it has then. */
const TYPE = `
zmodload zsh/zpty
zpty typist zsh -f -i
say() { zpty -w typist "$1" }
wait_for() { local seen; until [[ $seen == *"$1"* ]]; do zpty -r typist line || exit 1; seen+=$line; done; reply=$seen }
say 'PS1="" RPS1="" ZLE_LINE_ABORTED=; unsetopt prompt_cr prompt_sp beep; stty -echo; autoload -Uz compinit; compinit -D -u'
say 'source ./_foliolint'
say 'show() { print -r -- "<<$BUFFER>>"; BUFFER= }; zle -N show; bindkey "^X" show; print rea""dy'
wait_for ready
for typed in "$@"; do
  zpty -n -w typist "$typed"$'\\t'$'\\x18'
  wait_for '>>'
  print -r -- "\${\${reply##*<<}%%>>*}"
done
zpty -d typist
`;

beforeAll(() => {
  writeFileSync(join(folder, '_foliolint'), zshCompletion(COMMANDS));
  mkdirSync(join(folder, 'tree'));
  writeFileSync(join(folder, 'thread.mbox'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!hasZsh)('the completion of zsh (skipped without zsh)', () => {
  it('parses, and is registered when it is sourced', () => {
    const script = 'autoload -Uz compinit; compinit -D -u; source ./_foliolint; print $_comps[foliolint]';
    const { stdout, stderr } = spawnSync('zsh', ['-f', '-c', script], { cwd: folder, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '_foliolint\n', stderr: '' });
  });

  it('completes what is typed', () => {
    const typed: readonly (readonly [string, string])[] = [
      ['foliolint ch', 'foliolint check '],
      ['foliolint trace i', 'foliolint trace import '],
      ['foliolint check --for', 'foliolint check --format='],
      ['foliolint check --format=js', 'foliolint check --format=json '],
      ['foliolint check --format js', 'foliolint check --format json '],
      // The comma goes away with the next blank.
      ['foliolint check --types over-put,ref', 'foliolint check --types over-put,refcount-leak,'],
      ['foliolint check --tree t', 'foliolint check --tree tree/'],
      ['foliolint check --no', 'foliolint check --no-summary '],
      ['foliolint check th', 'foliolint check thread.mbox '],
      ['foliolint check thread.mbox tr', 'foliolint check thread.mbox tree/'],
      ['foliolint trace import th', 'foliolint trace import thread.mbox '],
    ];
    const { stdout } = spawnSync('zsh', ['-f', '-c', TYPE, '-', ...typed.map(([line]) => line)], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 25_000,
    });
    expect(
      stdout
        .replaceAll('\r', '')
        .trimEnd()
        .split('\n')
        .map((line) => line.trimEnd()),
    ).toEqual(typed.map(([, line]) => line.trimEnd()));
  });
});
