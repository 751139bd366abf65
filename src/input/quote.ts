import type { Line } from './message.js';

/** What one mail quotes at one depth: the lines behind exactly `depth` quote marks, the marks taken off. */
export interface QuotedText {
  readonly depth: number;
  readonly lines: readonly Line[];
}

/** No thread is that deep; deeper marks are read as text. */
const MAX_DEPTH = 64;

/**
 * Sorts the quoted lines of a mail by their depth, deepest first. The comments that reviewers put between quoted lines
 * are at another depth and so fall out, which puts a commented hunk together again.
 */
export function quotedTexts(lines: readonly Line[]): QuotedText[] {
  const byDepth = new Map<number, Line[]>();
  for (const line of lines) {
    if (!line.text.startsWith('>')) continue;
    const { depth, end } = quoteMarks(line.text);
    const bucket = byDepth.get(depth) ?? [];
    if (bucket.length === 0) byDepth.set(depth, bucket);
    bucket.push({ text: line.text.slice(end), number: line.number });
  }
  return [...byDepth].sort(([a], [b]) => b - a).map(([depth, bucket]) => ({ depth, lines: dropMarkBlanks(bucket) }));
}

function quoteMarks(text: string): { depth: number; end: number } {
  let depth = 0;
  let end = 0;
  while (depth < MAX_DEPTH) {
    const next = text[end] === ' ' && text[end + 1] === '>' ? end + 1 : end;
    if (text[next] !== '>') break;
    depth++;
    end = next + 1;
  }
  return { depth, end };
}

/** Most programs quote with `> `, a few with `>`: a diff header directly behind the mark tells the latter. */
function dropMarkBlanks(lines: readonly Line[]): readonly Line[] {
  if (lines.some(({ text }) => /^(?:diff --git |@@ -\d|--- \S|\+\+\+ \S)/.test(text))) return lines;
  return lines.map(({ text, number }) => ({ text: text.startsWith(' ') ? text.slice(1) : text, number }));
}
