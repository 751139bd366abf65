import { gunzipSync } from 'node:zlib';
import type { Diagnostic } from '../text/index.js';
import { decodeText } from './charset.js';
import { htmlLines, isHtml } from './html.js';
import { readLog, startsWithCommit } from './log.js';
import { readMail, startsWithHeaders } from './mail.js';
import { countLines, separatorLength, splitMbox, startsWithSeparator } from './mbox.js';
import { type Line, type Message, splitLines } from './message.js';
import { readPage } from './page.js';
import type { StoredMail } from './series.js';
import type { Document } from './source.js';

/** The messages of a document, or why there are none. */
export interface DocumentReading {
  readonly messages: readonly Message[];
  /** The mails that it consists of; none for a page, a log or a bare diff. */
  readonly mails: readonly StoredMail[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What fits in memory as lines, with a good margin for a mailbox of 50 MB. */
const MAX_UNPACKED = 128 * 1024 * 1024;
const MAX_LINES = 5_000_000;
const MAX_MAILS = 20_000;
/** Mails in mails in mails: deeper ones are not opened. */
const MAX_NESTING = 3;

/**
 * Tells what a document is (mbox, mail, saved page, git log, diff; gzip around any of them) and takes its messages out.
 * An empty or binary document, or MIME that cannot be decoded, gives a diagnostic.
 */
export async function readDocument(document: Document): Promise<DocumentReading> {
  const bytes = unpack(document.bytes);
  if (bytes === undefined) return failed(document, 'this cannot be unpacked, or unpacks to more than 128 MB');
  const utf16 = /^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2));
  const plain = utf16 ? Buffer.from(decodeText(bytes)) : withoutMark(bytes);
  if (plain.every((byte) => byte <= 0x20 && byte !== 0)) return failed(document, 'this is empty');
  // git calls a file binary by a NUL in its first 8000 bytes (xdiff-interface.c).
  if (plain.subarray(0, 8000).includes(0)) return failed(document, 'this is a binary file');
  if (countLines(plain, 0, plain.length) > MAX_LINES) return failed(document, `this has more than ${MAX_LINES} lines`);
  return readBytes({ ...document, bytes: plain }, 0);
}

function unpack(bytes: Buffer): Buffer | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED });
  } catch {
    return undefined;
  }
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function failed({ input }: Document, message: string): DocumentReading {
  return { messages: [], mails: [], diagnostics: [{ level: 'error', input, message }] };
}

/** The mail that a document is attached to. */
interface Nested {
  readonly within?: StoredMail;
}

async function readBytes(document: Document & Nested, nesting: number): Promise<DocumentReading> {
  const { input, bytes } = document;
  if (startsWithSeparator(bytes)) return readMbox(document, nesting);
  if (startsWithHeaders(bytes)) return readOneMail(document, bytes, 1, false, nesting);
  const text = decodeText(bytes);
  if (isHtml(text)) {
    const lines = htmlLines(text);
    return { messages: readPage(input, lines) ?? [bare(input, 'page', lines)], mails: [], diagnostics: [] };
  }
  const lines = splitLines(text);
  if (startsWithCommit(lines)) return { messages: readLog(input, lines), mails: [], diagnostics: [] };
  return { messages: readPage(input, lines) ?? [bare(input, 'diff', lines)], mails: [], diagnostics: [] };
}

function bare(input: string, origin: Message['origin'], lines: readonly Line[]): Message {
  return { input, origin, subject: '', parents: [], lines };
}

function isMail(bytes: Buffer): boolean {
  return startsWithSeparator(bytes) || startsWithHeaders(bytes);
}

async function readMbox(document: Document & Nested, nesting: number): Promise<DocumentReading> {
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
  { input, commit, within }: Document & Nested,
  piece: Buffer,
  first: number,
  escaped: boolean,
  nesting: number,
): Promise<DocumentReading> {
  const bytes = escaped ? piece.subarray(separatorLength(piece, 0)) : piece;
  const line = escaped ? first + 1 : first;
  try {
    const { message, envelope, attachments } = await readMail({ input, bytes, line, escaped });
    const stored = within ?? { bytes: piece, escaped, envelope };
    const nested: Message[] = [];
    const diagnostics: Diagnostic[] = [];
    const lines: Line[][] = [];
    for (const attachment of attachments) {
      if (attachment.kind === 'unread')
        diagnostics.push({ level: attachment.isPatch ? 'error' : 'warning', input, line, message: attachment.message });
      else if (nesting < MAX_NESTING && isMail(attachment.bytes)) {
        const inner = await readBytes({ input, bytes: attachment.bytes, within: stored }, nesting + 1);
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
    const message = `this mail cannot be decoded: ${(error as Error).message}`;
    const envelope = { subject: '', to: [], cc: [], references: [] };
    return {
      messages: [],
      mails: within ? [] : [{ bytes: piece, escaped, envelope }],
      diagnostics: [{ level: 'error', input, line, message }],
    };
  }
}
