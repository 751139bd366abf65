import type { Candidate } from './candidate.js';
import type { FileChange, Hunk } from './series.js';

/**
 * Two names for one hunk: what it changes in which function, without regard to context and white space, and what its
 * header says. One of them survives any of the ways in which mailers and archives damage a copy.
 */
export interface HunkName {
  readonly content: string;
  readonly header: string;
}

/** Names of the hunks taken so far, to tell a copy from something new. */
export type KnownHunks = Set<string>;

/** The names of all hunks of a candidate; a file without hunks counts as one. */
export function hunkNames({ diff }: Candidate): HunkName[] {
  return diff.files.flatMap(fileNames);
}

/** True when what all of these hunks change is known. What somebody else would change there has the same header. */
export function isKnown(known: KnownHunks, names: readonly HunkName[]): boolean {
  return names.length > 0 && names.every(({ content }) => known.has(content));
}

/** True when all of these hunks (or, with `some`, one of them) are known by one of their names: for a copy in a quote. */
export function isQuoted(known: KnownHunks, names: readonly HunkName[], extent: 'all' | 'some'): boolean {
  const seen = ({ content, header }: HunkName) => known.has(content) || known.has(header);
  return extent === 'all' ? names.length > 0 && names.every(seen) : names.some(seen);
}

/** Enters hunks. */
export function addKnown(known: KnownHunks, names: readonly HunkName[]): void {
  for (const { content, header } of names) known.add(content).add(header);
}

function fileNames(file: FileChange): HunkName[] {
  const path = file.newPath ?? file.oldPath ?? '';
  const whole = `${path}\0${file.kind}\0${file.oldPath ?? ''}`;
  if (file.hunks.length === 0) return [{ content: whole, header: whole }];
  return file.hunks.map((hunk) => ({
    content: `${path}\0${hunk.section.replace(/\s+/g, '')}\0${changedText(hunk)}`,
    header: `${path}\0${hunk.oldStart},${hunk.oldCount},${hunk.newStart},${hunk.newCount}`,
  }));
}

function changedText({ lines }: Hunk): string {
  let text = '';
  for (const line of lines) if (line.kind !== 'context') text += `${line.kind}${line.text.replace(/\s+/g, '')}\n`;
  return text;
}
