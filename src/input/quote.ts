import type { Line } from './message.js';

/** What one mail quotes at one depth: the lines behind exactly `depth` quote marks, the marks taken off. */
export interface QuotedText {
  readonly depth: number;
  readonly lines: readonly Line[];
  /** The line right above it, where that says who wrote it. */
  readonly attribution?: string;
}

/** No thread is that deep; deeper marks are read as text. */
const MAX_DEPTH = 64;

/**
 * Sorts the quoted lines of a mail by their depth, deepest first. The comments that reviewers put between quoted lines
 * are at another depth and so fall out, which puts a commented hunk together again.
 */
export function quotedTexts(lines: readonly Line[]): QuotedText[] {
  const byDepth = new Map<number, Line[]>();
  const attributions = new Map<number, string>();
  let above = '';
  for (const line of lines) {
    const { depth, end } = quoteMarks(line.text);
    const text = line.text.slice(end);
    if (depth > 0) {
      const bucket = byDepth.get(depth) ?? [];
      if (bucket.length === 0) {
        byDepth.set(depth, bucket);
        if (ATTRIBUTION.test(above)) attributions.set(depth, above.trim());
      }
      bucket.push({ text, number: line.number });
    }
    if (text.trim() !== '') above = text;
  }
  return [...byDepth]
    .sort(([a], [b]) => b - a)
    .map(([depth, bucket]) => quotedText(depth, bucket, attributions.get(depth)));
}

const ATTRIBUTION = /^\s*\S.{0,200}\bwrote:\s*$/;

function quotedText(depth: number, lines: readonly Line[], attribution: string | undefined): QuotedText {
  return { depth, lines: dropMarkBlanks(lines), ...(attribution === undefined ? {} : { attribution }) };
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
