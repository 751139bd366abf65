import type { Line } from './message.js';
import type { IgnoreNote } from './series.js';

/**
 * The notes `foliolint: ignore RULE REASON` between the cut line `---` and the diff, which `git am` drops: the author
 * says them to those who review the mail.
 */
export function ignoreNotes(above: readonly Line[]): IgnoreNote[] {
  const cut = above.findIndex(({ text }) => /^---\s*$/.test(text));
  if (cut < 0) return [];
  return above.slice(cut + 1).flatMap(({ text, number }) => {
    const note = /^foliolint: ignore(?:\s+(\S+)(?:\s+(.*))?)?$/.exec(text.trimEnd());
    return note ? [{ rule: note[1] ?? '', reason: note[2] ?? '', line: number }] : [];
  });
}
