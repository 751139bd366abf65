import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { separatorLength, splitMbox } from './mbox.js';

const LINES = ['From a Thu Jan  1 00:00:00 1970', 'From here on it is prose', '>From b', 'Subject: x', '', 'text', 'é'];

describe('splitMbox', () => {
  it('never loses a byte', () => {
    const mbox = fc.array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom('\n', '\r\n', '\n\n', '')));
    fc.assert(
      fc.property(mbox, (parts) => {
        const bytes = Buffer.from(parts.map(([text, end]) => text + end).join(''));
        const pieces = splitMbox(bytes).map(({ start, end }) => bytes.subarray(start, end));
        expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
      }),
    );
  });

  it('numbers the first line of each piece', () => {
    const bytes = Buffer.from('From a Thu Jan  1 00:00:00 1970\nA: b\n\nx\n\nFrom b Thu Jan  1 00:00:01 1970\n');
    expect(splitMbox(bytes).map(({ line }) => line)).toEqual([1, 6]);
  });

  it('takes prose for prose, and a format-patch line without a blank line above for a separator', () => {
    const magic = 'From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n';
    const bytes = Buffer.from(`${magic}A: b\n\nFrom there it went on.\nx\n${magic}C: d\n`);
    expect(splitMbox(bytes)).toHaveLength(2);
  });

  it('splits as git mailsplit does', () => {
    const file = join(import.meta.dirname, '../../testdata/mail/thread.mbox');
    const folder = mkdtempSync(join(tmpdir(), 'foliolint-mbox-'));
    try {
      execFileSync('git', ['mailsplit', `-o${folder}`, file]);
      const bytes = readFileSync(file);
      const ours = splitMbox(bytes).map(({ start, end }) =>
        bytes.subarray(start + separatorLength(bytes, start), end).toString(),
      );
      const theirs = readdirSync(folder)
        .sort()
        .map((name) => readFileSync(join(folder, name), 'utf8'));
      expect(ours).toEqual(theirs.map((text) => text.replace(/^From .*\n/, '')));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
