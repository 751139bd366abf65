import { type Diagnostic, printable } from '../text/index.js';
import type { Candidate } from './candidate.js';

/** No input can bury the findings under more lines than this. */
const MAX_PROBLEMS = 20;

/** Tells what is wrong with the diffs that were taken, what copying did to them, and which patches were left out. */
export function problemsOf(chosen: readonly Candidate[], repeated: readonly Candidate[]): Diagnostic[] {
  return [
    ...chosen.flatMap(diffProblems),
    ...chosen.flatMap(originNotes),
    ...repeated.map((patch) => note(patch, `this patch is there twice and is read once: ${printable(patch.subject)}`)),
  ];
}

function diffProblems({ kind, quoted, diff, letter }: Candidate): Diagnostic[] {
  const level = quoted ? 'note' : kind === 'aside' ? 'warning' : 'error';
  const told = diff.problems
    .slice(0, MAX_PROBLEMS)
    .map(({ line, message: text }) => ({ level, input: letter.input, line, message: printable(text) }) as const);
  const rest = diff.problems.length - told.length;
  if (rest === 0) return told;
  return [...told, { level, input: letter.input, message: `${rest} more problems of this kind` }];
}

/** Where a patch was read from a quote, and what copying did to it. */
function originNotes(candidate: Candidate): Diagnostic[] {
  const { quoted, kind, diff, subject } = candidate;
  if (diff.files.length === 0) return [];
  const lost = [
    ...(diff.damage.whitespace && !diff.nonBreaking ? ['leading blanks and tabs'] : []),
    ...(diff.damage.blankLines ? ['empty context lines'] : []),
  ].join(' and ');
  const effect = diff.damage.blankLines ? '; line numbers may be off' : '';
  const notes: string[] = [];
  if (quoted) notes.push(`this ${kind} is read from a quote: ${printable(subject)}`);
  if (diff.nonBreaking)
    notes.push(`white-space damage: non-breaking spaces (U+00A0) for blanks: ${printable(subject)}`);
  if (diff.joined.length > 0)
    notes.push(`${linesOf(diff.joined)} wrapped by the mailer, read as one: ${printable(subject)}`);
  if (lost !== '') notes.push(`this copy has lost ${lost}${effect}: ${printable(subject)}`);
  return notes.map((text) => note(candidate, text));
}

/** `line 31 and 2 more are` */
function linesOf([first, ...rest]: readonly number[]): string {
  return rest.length === 0 ? `line ${first} is` : `line ${first} and ${rest.length} more are`;
}

function note({ letter, line }: Candidate, text: string): Diagnostic {
  return { level: 'note', input: letter.input, line, message: text };
}
