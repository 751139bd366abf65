import { gunzipSync } from 'node:zlib';
import type { Diagnostic } from '../text/index.js';
import { decodeText } from './charset.js';
import { htmlLines, isHtml } from './html.js';
import { readLog, startsWithCommit } from './log.js';
import { readMail, startsWithHeaders } from './mail.js';
import { countLines, separatorLength, splitMbox, startsWithSeparator } from './mbox.js';
import { type Line, type Message, splitLines } from './message.js';
import { readPage } from './page.js';
import { MOST_LINES, type Room, TOO_MANY_BYTES } from './room.js';
import type { StoredMail } from './series.js';
import type { Document } from './source.js';

/** The messages of a document, or why there are none. */
export interface DocumentReading {
  readonly messages: readonly Message[];
  /** The mails that it consists of; none for a page, a log or a bare diff. */
  readonly mails: readonly StoredMail[];
  readonly diagnostics: readonly Diagnostic[];
}

const MAX_MAILS = 20_000;
/** Mails in mails in mails: deeper ones are not opened. */
const MAX_NESTING = 3;

/**
 * Tells what a document is (mbox, mail, saved page, git log, diff; gzip around any of them) and takes its messages out.
 * An empty or binary document, or MIME that cannot be decoded, gives a diagnostic.
 */
export async function readDocument(document: Document, room: Room): Promise<DocumentReading> {
  const bytes = unpack(document.bytes, room);
  if (typeof bytes === 'string') return failed(document, bytes);
  const utf16 = /^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2));
  const plain = utf16 ? Buffer.from(decodeText(bytes)) : withoutMark(bytes);
  if (plain.every((byte) => byte <= 0x20 && byte !== 0)) return failed(document, 'this is empty');
  // git calls a file binary by a NUL in its first 8000 bytes (xdiff-interface.c).
  if (plain.subarray(0, 8000).includes(0)) return failed(document, 'this is a binary file');
  return readBytes({ ...document, bytes: plain, room }, 0);
}

/** The bytes, or why there are none. */
function unpack(bytes: Buffer, room: Room): Buffer | string {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const plain = gunzipSync(bytes, { maxOutputLength: Math.max(1, room.bytes.left()) });
    return room.bytes.take(plain.length) ? plain : TOO_MANY_BYTES;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? TOO_MANY_BYTES
      : 'this cannot be unpacked';
  }
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function failed({ input }: Document, message: string): DocumentReading {
  return { messages: [], mails: [], diagnostics: [{ level: 'error', input, message }] };
}

const TOO_MUCH_ATTACHED = `an attached file is not read: it has more than ${MOST_LINES} lines, or ${TOO_MANY_BYTES}`;

/** A document with the mail that it is attached to, and what there is to read it. */
interface Plain extends Document {
  readonly within?: StoredMail;
  readonly room: Room;
}

async function readBytes(document: Plain, nesting: number): Promise<DocumentReading> {
  const { input, bytes } = document;
  if (startsWithSeparator(bytes)) return readMbox(document, nesting);
  if (startsWithHeaders(bytes)) return readOneMail(document, bytes, 1, false, nesting);
  if (!isReadable(bytes)) return failed(document, TOO_MANY_LINES);
  const text = decodeText(bytes);
  if (isHtml(text)) {
    const lines = htmlLines(text);
    return { messages: readPage(input, lines) ?? [bare(input, 'page', lines)], mails: [], diagnostics: [] };
  }
  const lines = splitLines(text);
  if (startsWithCommit(lines)) return { messages: readLog(input, lines), mails: [], diagnostics: [] };
  return { messages: readPage(input, lines) ?? [bare(input, 'diff', lines)], mails: [], diagnostics: [] };
}

function isReadable(bytes: Buffer): boolean {
  return countLines(bytes, 0, bytes.length) <= MOST_LINES;
}

const TOO_MANY_LINES = `this has more than ${MOST_LINES} lines`;

function bare(input: string, origin: Message['origin'], lines: readonly Line[]): Message {
  return { input, origin, subject: '', parents: [], lines };
}

function isMail(bytes: Buffer): boolean {
  return startsWithSeparator(bytes) || startsWithHeaders(bytes);
}

async function readMbox(document: Plain, nesting: number): Promise<DocumentReading> {
  const messages: Message[] = [];
  const mails: StoredMail[] = [];
  const diagnostics: Diagnostic[] = [];
  const pieces = splitMbox(document.bytes);
  const cut = pieces[MAX_MAILS];
  if (cut !== undefined) {
    const message = `only the first ${MAX_MAILS} of ${pieces.length} mails are read`;
    diagnostics.push({ level: 'error', input: document.input, line: cut.line, message });
  }
  for (const { start, end, line } of pieces.slice(0, MAX_MAILS)) {
    const piece = document.bytes.subarray(start, end);
    const reading = await readOneMail(document, piece, line, true, nesting);
    messages.push(...reading.messages);
    mails.push(...reading.mails);
    diagnostics.push(...reading.diagnostics);
  }
  return { messages, mails, diagnostics };
}

async function readOneMail(
  { input, commit, within, room }: Plain,
  piece: Buffer,
  first: number,
  escaped: boolean,
  nesting: number,
): Promise<DocumentReading> {
  const bytes = escaped ? piece.subarray(separatorLength(piece, 0)) : piece;
  const line = escaped ? first + 1 : first;
  const unread = (message: string): DocumentReading => {
    const envelope = { subject: '', to: [], cc: [], references: [] };
    const mails = within ? [] : [{ bytes: piece, escaped, envelope }];
    return { messages: [], mails, diagnostics: [{ level: 'error', input, line, message }] };
  };
  if (!isReadable(piece)) return unread(TOO_MANY_LINES);
  try {
    const { message, envelope, attachments } = await readMail({ input, bytes, line, escaped });
    const stored = within ?? { bytes: piece, escaped, envelope };
    const nested: Message[] = [];
    const diagnostics: Diagnostic[] = [];
    const lines: Line[][] = [];
    for (const attachment of attachments) {
      if (attachment.kind === 'unread')
        diagnostics.push({ level: attachment.isPatch ? 'error' : 'warning', input, line, message: attachment.message });
      else if (!room.bytes.take(attachment.bytes.length) || !isReadable(attachment.bytes))
        diagnostics.push({ level: 'error', input, line, message: TOO_MUCH_ATTACHED });
      else if (nesting < MAX_NESTING && isMail(attachment.bytes)) {
        const inner = await readBytes({ input, bytes: attachment.bytes, within: stored, room }, nesting + 1);
        nested.push(...inner.messages);
        diagnostics.push(...inner.diagnostics);
      } else lines.push(splitLines(decodeText(attachment.bytes)));
    }
    const whole = {
      ...message,
      envelope,
      mail: stored,
      lines: lines.length === 0 ? message.lines : [message.lines, ...lines].flat(),
    };
    return {
      messages: [commit === undefined ? whole : { ...whole, commit }, ...nested],
      mails: within ? [] : [stored],
      diagnostics,
    };
  } catch (error) {
    return unread(`this mail cannot be decoded: ${(error as Error).message}`);
  }
}
