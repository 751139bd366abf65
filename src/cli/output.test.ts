import { mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { emit, emitPieces } from './output.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foliolint-output-'));
});

describe('emit', () => {
  it('replaces a file and leaves no draft', () => {
    const file = join(folder, 'out.json');
    emit('one\n', file);
    emit('two\n', file);
    expect(readFileSync(file, 'utf8')).toBe('two\n');
    expect(readdirSync(folder)).toEqual(['out.json']);
  });

  it('keeps the mode of a file and a link to it', () => {
    const file = join(folder, 'real');
    writeFileSync(file, '', { mode: 0o600 });
    symlinkSync('real', join(folder, 'link'));
    emit('text\n', join(folder, 'link'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe('text\n');
    expect(readdirSync(folder).sort()).toEqual(['link', 'real']);
  });

  it('writes to a device and leaves it one', () => {
    emit('text\n', '/dev/null');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('refuses a directory and a folder that is not there', () => {
    expect(() => emit('', folder)).toThrow(`cannot write ${folder}: it is a directory`);
    expect(() => emit('', join(folder, 'no', 'out'))).toThrow('no such directory');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('emitPieces', () => {
  it('writes pieces one after the other, and nothing of what fails on the way', async () => {
    const file = join(folder, 'out.txt');
    await emitPieces(['one\n', 'two\n'], file);
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
    await expect(emitPieces(failing(), file)).rejects.toThrow('defect');
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
    expect(readdirSync(folder)).toEqual(['out.txt']);
  });
});

function* failing(): Generator<string> {
  yield 'three\n';
  throw new Error('defect');
}
