import parseDiff from 'parse-diff';
import type { Hunk } from './series.js';

const MARK = { context: ' ', added: '+', removed: '-' } as const;

/**
 * Counts whole hunks a second time, by parse-diff, and tells the difference to our own reading; undefined when both
 * agree. parse-diff gets a clean file: known names, no `\ No newline` lines and no empty hunk, which it reads wrong.
 */
export function crossCheck(hunks: readonly Hunk[]): string | undefined {
  if (hunks.length === 0) return undefined;
  const text = ['--- a/file', '+++ b/file', ...hunks.flatMap(writeHunk)].join('\n');
  const [file, ...others] = parseDiff(text);
  if (file === undefined || others.length > 0 || file.chunks.length !== hunks.length) {
    return `${hunks.length} hunks read, parse-diff finds ${file?.chunks.length ?? 0}`;
  }
  const count = (kind: 'added' | 'removed') =>
    hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.kind === kind).length, 0);
  const [added, removed] = [count('added'), count('removed')];
  if (file.additions === added && file.deletions === removed) return undefined;
  return `+${added} -${removed} lines read, parse-diff counts +${file.additions} -${file.deletions}`;
}

function writeHunk(hunk: Hunk): string[] {
  const { oldStart, oldCount, newStart, newCount } = hunk;
  return [
    `@@ -${oldStart},${oldCount} +${newStart},${newCount} @@`,
    ...hunk.lines.map(({ kind, text }) => MARK[kind] + text),
  ];
}
