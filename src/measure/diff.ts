import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEdits } from './mutation/site.js';
import { readSource, type Site } from './sites.js';

/** The patch that a site makes of its file, as `diff -up` writes it. */
export function patchOf(tree: string, { file, edits }: Site): Buffer {
  return diff(file, join(tree, file), '-', latin1(applyEdits(readSource(tree, file), edits)));
}

/** The patch between the versions of one file in two trees; empty when they are equal. */
export function patchBetween(before: string, after: string, file: string): Buffer {
  return diff(file, join(before, file), join(after, file));
}

/** The patch between two texts of one character a byte. */
export function diffTexts(path: string, before: string, after: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'foliolint-measure-'));
  try {
    const old = join(folder, 'old');
    writeFileSync(old, latin1(before));
    return diff(path, old, '-', latin1(after));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

const MOST_BYTES = 64 * 1024 * 1024;

/** A version may be `-`, that is `input`. Throws an Error when diff is missing or cannot read a file. */
function diff(path: string, before: string, after: string, input?: Buffer): Buffer {
  const { stdout, status, error } = spawnSync(
    'diff',
    ['-u', '-p', '--label', `a/${path}`, '--label', `b/${path}`, '--', before, after],
    { maxBuffer: MOST_BYTES, ...(input && { input }), env: { ...process.env, LC_ALL: 'C' } },
  );
  if (error) throw error;
  if (status !== 0 && status !== 1) throw new Error(`diff cannot compare the versions of ${path}`);
  return stdout;
}
