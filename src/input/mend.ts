import type { Candidate } from './candidate.js';
import type { DiffLine, FileChange, Hunk } from './series.js';

/** Whole hunks by file and header, wherever they were read. */
export type WholeHunks = ReadonlyMap<string, Hunk>;

/** Gathers the hunks that hold as many lines as their headers say, quoted ones too. */
export function wholeHunks(candidates: readonly Candidate[]): WholeHunks {
  const whole = new Map<string, Hunk>();
  for (const { diff } of candidates) {
    for (const file of diff.files) {
      for (const hunk of file.hunks) if (!isShort(hunk)) whole.set(hunkKey(file, hunk), hunk);
    }
  }
  return whole;
}

/**
 * Puts lost empty lines back where another copy of the hunk still has them: on a saved page the mail itself loses them,
 * and the answers, where they are quoted as `>`, keep them. Lines, not guesses: all other lines must agree.
 */
export function mend(candidate: Candidate, whole: WholeHunks): Candidate {
  const { diff } = candidate;
  if (!diff.damage.blankLines) return candidate;
  const files = diff.files.map((file) => ({ ...file, hunks: file.hunks.map((hunk) => mendHunk(file, hunk, whole)) }));
  const blankLines = files.some(({ hunks }) => hunks.some(isShort));
  return { ...candidate, diff: { ...diff, files, damage: { ...diff.damage, blankLines } } };
}

function isShort({ lines, oldCount, newCount }: Hunk): boolean {
  const count = (side: DiffLine['kind']) => lines.filter(({ kind }) => kind === 'context' || kind === side).length;
  return count('removed') !== oldCount || count('added') !== newCount;
}

function hunkKey({ oldPath, newPath }: FileChange, { oldStart, oldCount, newStart, newCount }: Hunk): string {
  return [newPath ?? oldPath, oldStart, oldCount, newStart, newCount].join('\0');
}

function mendHunk(file: FileChange, hunk: Hunk, whole: WholeHunks): Hunk {
  const twin = isShort(hunk) ? whole.get(hunkKey(file, hunk)) : undefined;
  const lines = twin === undefined ? undefined : alignLines(hunk, twin);
  return lines === undefined ? hunk : { ...hunk, lines };
}

/** The lines of `hunk` with the numbers of `twin`, and the empty context lines that only `twin` has. */
function alignLines(hunk: Hunk, twin: Hunk): DiffLine[] | undefined {
  const own = hunk.lines.filter((line) => !isBlankContext(line));
  const aligned: DiffLine[] = [];
  let at = 0;
  let inputLine = hunk.inputLine;
  for (const other of twin.lines) {
    if (isBlankContext(other)) {
      aligned.push({ ...other, inputLine });
      continue;
    }
    const line = own[at++];
    if (line === undefined || line.kind !== other.kind || bare(line) !== bare(other)) return undefined;
    inputLine = line.inputLine;
    aligned.push({ ...other, text: line.text, inputLine });
  }
  return at === own.length ? aligned : undefined;
}

function isBlankContext({ kind, text }: DiffLine): boolean {
  return kind === 'context' && text.trim() === '';
}

function bare({ text }: DiffLine): string {
  return text.replace(/\s+/g, '');
}
