import { type Diagnostic, printable } from '../text/index.js';
import { type Candidate, candidatesOf } from './candidate.js';
import { carrierOf } from './carrier.js';
import { choose } from './choose.js';
import { readDocument } from './document.js';
import { withoutForeign } from './foreign.js';
import { mend, wholeHunks } from './mend.js';
import { type Message, splitLines } from './message.js';
import { baseCommit, type Placed, sortAsides } from './order.js';
import { problemsOf } from './problems.js';
import { pullText, readPullRequest } from './pull.js';
import { MOST_PATCH_LINES, newRoom, type Room, TOO_MANY_BYTES, TOO_MANY_DIFF_LINES } from './room.js';
import { type Selection, select } from './select.js';
import type { Patch, Series, StoredMail } from './series.js';
import { type Document, loadPath, type Source } from './source.js';

/**
 * Reads everything the user named: the patches of one series after the other, of each its newest version, then the
 * asides, in the order of the patches that they answer. The same patch is never taken twice, and one of another project
 * is left out. Never throws: what cannot be read, is empty, binary or damaged, or holds no patch, gives one diagnostic.
 */
export async function readSeries(sources: readonly Source[], room: Room = newRoom()): Promise<Series> {
  const found: Found = { placed: [], candidates: [], mails: [], diagnostics: [], room };
  for (const source of sources) await search(source, found);
  const { patches, asides, repeated } = choose(found.candidates);
  const whole = wholeHunks(found.candidates.filter(({ quoted }) => quoted));
  const mended = (candidates: readonly Candidate[]) => candidates.map((candidate) => mend(candidate, whole));
  const selection = select(mended(patches), mended(asides), found.placed);
  const { own: chosen, notes } = withoutForeign([
    ...selection.patches,
    ...sortAsides(selection.asides, selection.patches),
  ]);
  const mailIndex = new Map(found.mails.map((mail, at) => [mail, at]));
  return {
    patches: chosen
      .filter(({ diff }) => diff.files.length > 0)
      .map((candidate, at) => toPatch(candidate, at + 1, selection, mailIndex)),
    mails: found.mails,
    diagnostics: [...found.diagnostics, ...selection.notes, ...notes, ...problemsOf(chosen, repeated)],
  };
}

/** What the sources hold, gathered one after the other. */
interface Found {
  readonly placed: Placed[];
  readonly candidates: Candidate[];
  readonly mails: StoredMail[];
  readonly diagnostics: Diagnostic[];
  readonly room: Room;
}

async function search(source: Source, found: Found): Promise<void> {
  const before = found.candidates.length + found.diagnostics.length;
  const mails = found.placed.length;
  switch (source.kind) {
    case 'path': {
      const { documents, diagnostics } = await loadPath(source.path, found.room);
      found.diagnostics.push(...diagnostics);
      for (const document of documents) await searchDocument(document, found);
      break;
    }
    case 'stdin':
      await searchBytes({ input: '-', bytes: bufferOf(source.bytes) }, found);
      break;
    case 'bytes': {
      const { kind, name, bytes, ...commit } = source;
      await searchBytes({ input: name, bytes: bufferOf(bytes), ...commit }, found);
      break;
    }
    case 'diff': {
      const { kind, name: input, text, subject = '', ...rest } = source;
      searchMessage({ ...rest, input, origin: kind, subject, parents: [], lines: splitLines(text) }, found);
    }
  }
  if (found.candidates.length + found.diagnostics.length > before) return;
  const input = source.kind === 'path' ? source.path : source.kind === 'stdin' ? '-' : source.name;
  // What a person names is meant to hold one; a commit may be empty, and a staged change is often none.
  const level = source.kind === 'path' || source.kind === 'stdin' ? 'warning' : 'note';
  const [pull] = found.placed.slice(mails).flatMap((placed) => placed.pull ?? []);
  found.diagnostics.push({ level, input, message: pull ? pullText(pull) : 'there is no patch in it' });
}

/** The same bytes: a copy of them would double what a run needs. */
function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

async function searchBytes(document: Document, found: Found): Promise<void> {
  const { input, bytes } = document;
  if (found.room.bytes.take(bytes.length)) await searchDocument(document, found);
  else found.diagnostics.push({ level: 'error', input, message: TOO_MANY_BYTES });
}

async function searchDocument(document: Document, found: Found): Promise<void> {
  const { messages, mails, diagnostics } = await readDocument(document, found.room);
  found.mails.push(...mails);
  for (const message of messages) searchMessage(message, found);
  found.diagnostics.push(...diagnostics);
}

/** Keeps of a message only what its patches need: an mbox may hold many thousands. */
function searchMessage(message: Message, found: Found): void {
  const { origin, body, lines, ...letter } = message;
  const base = baseCommit(lines);
  const pull = readPullRequest(lines);
  found.placed.push({ letter, ...(base === undefined ? {} : { base }), ...(pull && { pull }) });
  for (const candidate of candidatesOf(message, letter)) {
    const refusal = refusalOf(candidate, found.room);
    if (refusal === undefined) found.candidates.push(candidate);
    else found.diagnostics.push({ level: 'error', input: letter.input, line: candidate.line, message: refusal });
  }
}

/** Why a patch is left out for its size. */
function refusalOf({ subject, diff: { files } }: Candidate, { diffLines }: Room): string | undefined {
  const lines = files.reduce((all, { hunks }) => hunks.reduce((sum, hunk) => sum + hunk.lines.length, all), 0);
  if (lines > MOST_PATCH_LINES)
    return printable(`a diff of ${lines} lines is not read, ${MOST_PATCH_LINES} are the most (${subject})`);
  return diffLines.take(lines) ? undefined : printable(`${TOO_MANY_DIFF_LINES} (${subject})`);
}

function toPatch(
  candidate: Candidate,
  index: number,
  { baseOf, coverOf }: Selection,
  mailIndex: ReadonlyMap<StoredMail, number>,
): Patch {
  const { kind, subject, author, body, notes, diff, letter, quoted } = candidate;
  const base = baseOf(candidate);
  return {
    index,
    kind,
    subject,
    ...(letter.messageId === undefined || quoted ? {} : { messageId: letter.messageId }),
    ...(author === undefined ? {} : { author }),
    ...(base === undefined ? {} : { baseCommit: base }),
    body,
    ...(notes === undefined ? {} : { notes }),
    files: diff.files,
    input: letter.input,
    damage: diff.damage,
    ...(letter.commit === undefined ? {} : { commit: letter.commit }),
    ...carrierOf(candidate, coverOf(candidate), mailIndex),
  };
}
