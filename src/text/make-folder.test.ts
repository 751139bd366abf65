import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from './index.js';

let outer: string;
beforeEach(() => {
  outer = mkdtempSync(join(tmpdir(), 'foliolint-folder-'));
});
afterEach(() => rmSync(outer, { recursive: true }));

test('makes what is missing, and leaves what is there', () => {
  const inner = join(outer, 'a', 'b');
  makeFolder(inner, 0o700);
  makeFolder(inner);
  expect(statSync(inner).mode & 0o777).toBe(0o700);
});

test('says where a file is in the way', () => {
  const file = join(outer, 'file');
  writeFileSync(file, '');
  expect(() => makeFolder(file)).toThrow('EEXIST');
  expect(() => makeFolder(join(file, 'in', 'it'))).toThrow();
});

test.skipIf(!existsSync('/proc/self'))('comes to an end where nothing can be made', () => {
  expect(() => makeFolder('/proc/self/frob/nicate')).toThrow('ENOENT');
});
