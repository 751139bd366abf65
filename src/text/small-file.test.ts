import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readSmallFile } from './small-file.js';

const folder = mkdtempSync(join(tmpdir(), 'foliolint-small-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

it('reads a regular file, and follows a link of the user', () => {
  writeFileSync(at('conf'), '--terse\n');
  symlinkSync(at('conf'), at('link'));
  expect(readSmallFile(at('conf'), 100, true)).toEqual({ kind: 'text', text: '--terse\n' });
  expect(readSmallFile(at('link'), 100, false)).toEqual({ kind: 'text', text: '--terse\n' });
});

it('follows no link of others, also to what never ends', () => {
  symlinkSync('/dev/zero', at('zero'));
  symlinkSync(at('conf'), at('theirs'));
  for (const name of ['zero', 'theirs'])
    expect(readSmallFile(at(name), 100, true)).toMatchObject({
      kind: 'unread',
      because: 'this is a link, which is not followed here',
    });
  expect(readSmallFile(at('zero'), 100, false)).toMatchObject({ kind: 'unread', because: 'this is no regular file' });
});

it('does not wait for a FIFO, and refuses a folder and what is too large', () => {
  execFileSync('mkfifo', [at('fifo')]);
  writeFileSync(at('large'), 'x'.repeat(101));
  expect(readSmallFile(at('fifo'), 100, true)).toMatchObject({ kind: 'unread', because: 'this is no regular file' });
  expect(readSmallFile(folder, 100, true).kind).toBe('unread');
  expect(readSmallFile(at('large'), 100, true)).toMatchObject({ because: 'this has more than 100 bytes' });
  expect(readSmallFile(at('none'), 100, true)).toEqual({ kind: 'absent' });
});
