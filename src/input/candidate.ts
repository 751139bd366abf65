import { opensWithHeaders, readCommitText } from './commit-text.js';
import { type DiffReading, readDiff } from './filediff.js';
import { ignoreNotes } from './ignore-note.js';
import type { Letter, Line, Message } from './message.js';
import { quotedTexts } from './quote.js';
import type { IgnoreNote } from './series.js';
import { readSubject, type SubjectTag } from './subject.js';

/** Something in a message that may become a patch of the series. */
export interface Candidate {
  readonly kind: 'patch' | 'aside';
  /** Read from a quote: used only where the thing itself is nowhere to be found unquoted. */
  readonly quoted: boolean;
  readonly subject: string;
  readonly tag: SubjectTag;
  readonly author?: string;
  /** The line above a quote that says who wrote it. */
  readonly attribution?: string;
  readonly body: string;
  readonly notes?: readonly IgnoreNote[];
  readonly diff: DiffReading;
  /** 1-based line of the first diff. */
  readonly line: number;
  readonly letter: Letter;
}

const SCISSORS = /^-{1,20} ?(?:8<|>8|%<|>%)/;

/**
 * Finds what a message holds: its own diff, as a patch or as an aside, and the diffs that it quotes, deepest first.
 * `letter` is the message for the result to point to, so that the text need not be kept.
 */
export function candidatesOf(message: Message, letter: Letter): Candidate[] {
  return [
    ...ownCandidate(message, letter),
    ...quotedTexts(message.lines).flatMap(({ lines, attribution }) => quoted(lines, letter, attribution)),
  ];
}

function ownCandidate(message: Message, letter: Letter): Candidate[] {
  const diff = readDiff(message.lines, message.origin === 'page');
  if (diff.files.length === 0 && diff.problems.length === 0) return [];
  const tag = readSubject(message.subject);
  const above = diff.start === -1 ? message.lines : message.lines.slice(0, diff.start);
  if (tag.number === 0 && !tag.reply) return ofCover(above, letter, diff, message.subject);
  // Without a subject (the text of an answer, pasted) a quote above the diff tells an answer.
  const reply = tag.reply || (message.subject === '' && above.some(({ text }) => text.startsWith('>')));
  if (reply && !proposesPatch(above)) return [candidate(letter, diff, { kind: 'aside', subject: message.subject })];
  const text = readCommitText(reply && !opensWithHeaders(above) ? behindScissors(above) : above);
  const subject = text.subject ?? tag.subject;
  const body = message.body ?? text.body;
  const author = text.author ?? message.author;
  const notes = ignoreNotes(above);
  const own = candidate(letter, diff, { kind: 'patch', subject, body, author });
  return [notes.length > 0 ? { ...own, notes } : own];
}

/** What a cover letter shows is for trying out, or a patch with a wrong number: to be seen, and told. */
function ofCover(above: readonly Line[], letter: Letter, diff: DiffReading, subject: string): Candidate[] {
  // `git format-patch --interdiff` writes the difference to the version before below this line.
  if (above.some(({ text }) => /^Interdiff\b/.test(text))) return [];
  const { number: line } = above.at(-1) ?? { number: 1 };
  const message = 'a cover letter holds a diff, which is looked at as an aside';
  const told = { ...diff, problems: [{ line, message }, ...diff.problems] };
  return [candidate(letter, told, { kind: 'aside', subject })];
}

/** The text that a reply quotes is a patch when it brings a commit message along, else a bare diff. */
function quoted(lines: readonly Line[], letter: Letter, attribution: string | undefined): Candidate[] {
  const diff = readDiff(lines, true);
  if (diff.files.length === 0) return [];
  const above = lines.slice(0, Math.max(0, diff.start));
  const isPatch = above.some(({ text }) => /^---\s*$|^Signed-off-by: /.test(text));
  if (!isPatch)
    return [candidate(letter, diff, { kind: 'aside', subject: letter.subject, isQuote: true, attribution })];
  const { subject = readSubject(letter.subject).subject, body, author } = readCommitText(above);
  return [candidate(letter, diff, { kind: 'patch', subject, body, author, isQuote: true, attribution })];
}

interface Words {
  readonly kind: Candidate['kind'];
  readonly subject: string;
  readonly body?: string;
  readonly author?: string | undefined;
  readonly isQuote?: boolean;
  readonly attribution?: string | undefined;
}

function candidate(letter: Letter, diff: DiffReading, words: Words): Candidate {
  const { kind, subject, body = '', author = words.isQuote ? undefined : letter.author, attribution } = words;
  const line = diff.files[0]?.hunks[0]?.inputLine ?? diff.problems[0]?.line ?? 1;
  return {
    kind,
    quoted: words.isQuote ?? false,
    subject: subject === '' ? letter.input : subject,
    tag: readSubject(subject),
    ...(author === undefined ? {} : { author }),
    ...(attribution === undefined ? {} : { attribution }),
    body,
    diff,
    line,
    letter,
  };
}

/** A reply proposes a patch when it signs one off, or cuts one out with scissors (`git am --scissors`). */
function proposesPatch(above: readonly Line[]): boolean {
  return above.some(({ text }) => SCISSORS.test(text) || text.startsWith('Signed-off-by: '));
}

/** Without scissors, the commit message of a reply starts below the last quote. */
function behindScissors(above: readonly Line[]): readonly Line[] {
  const cut = above.findLastIndex(({ text }) => SCISSORS.test(text) || text.startsWith('>'));
  return above.slice(cut + 1);
}
