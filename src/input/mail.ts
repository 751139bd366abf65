import type { Email, PostalMimeOptions } from 'postal-mime';
import { type AttachedFile, attachedFile } from './attachment.js';
import { decodeText } from './charset.js';
import { unflow } from './flowed.js';
import { htmlLines } from './html.js';
import { writeMailbox } from './mailbox.js';
import { countLines } from './mbox.js';
import { type Line, type Message, splitLines } from './message.js';
import type { Envelope, Mailbox } from './series.js';

/** A decoded mail, its head, and the attached files that hold text, or may. */
export interface Mail {
  readonly message: Message;
  readonly envelope: Envelope;
  readonly attachments: readonly AttachedFile[];
}

/** The bytes of one mail, and where they stand in the document. */
export interface RawMail {
  readonly input: string;
  readonly bytes: Buffer;
  /** 1-based line of the first byte in the document. */
  readonly line: number;
  /** From an mbox, where `From ` at a line's start is written `>From `. */
  readonly escaped: boolean;
}

const LF = 0x0a;
/** RFC 5322, 2.2: a printable name and a colon; the blank behind it is a habit that not every relay has. */
const HEADER = /^[!-9;-~]+:/;

/**
 * Decodes one mail: RFC 2047 headers, charset, transfer encoding, parts. A body that needs no transfer decoding is
 * taken from the bytes as they are, so that its line numbers are those of the document.
 * Throws what postal-mime throws on hostile MIME (nesting over 256 parts, headers over 2 MB).
 */
export async function readMail(raw: RawMail): Promise<Mail> {
  const bodyAt = headerLength(raw.bytes);
  // Raw bytes that are no UTF-8 are what old mailers write: postal-mime would take each for U+FFFD.
  const headers = await parseMime(Buffer.from(withoutComments(decodeText(raw.bytes.subarray(0, bodyAt)))));
  const type = header(headers, 'content-type') ?? 'text/plain';
  const encoding = header(headers, 'content-transfer-encoding') ?? '';
  const { lines, attachments } =
    /^\s*text\/(?!html)/i.test(type) && !/base64|quoted-printable/i.test(encoding)
      ? { lines: plainBody(raw, bodyAt, type), attachments: [] }
      : await decodedBody(raw, bodyAt, type);
  const body = await decodeTop(raw.escaped ? lines.map(unescapeFrom) : lines);
  const message: Message = { ...readHeaders(headers), input: raw.input, origin: 'mail', lines: body };
  return { message, envelope: readEnvelope(headers, message), attachments };
}

/** postal-mime looks at all that is behind each parenthesis: a block with more of them than people write loses them. */
function withoutComments(headers: string): string {
  return headers.split('(', MOST_COMMENTS).length < MOST_COMMENTS ? headers : headers.replace(/[()]/g, ' ');
}

const MOST_COMMENTS = 1000;

/** A bare diff or a saved page needs no MIME: who checks one does not wait for postal-mime to load. */
async function parseMime(bytes: Buffer, options: PostalMimeOptions = {}): Promise<Email> {
  const { default: PostalMime } = await import('postal-mime');
  return PostalMime.parse(bytes, options);
}

/** True when the text starts with a block of mail headers that names a sender or a subject. */
export function startsWithHeaders(bytes: Buffer): boolean {
  // A page that is one long first line, up to a `From:` in its <pre>, is no header.
  if (bytes[0] === 0x3c) return false;
  const length = headerLength(bytes.subarray(0, 65536));
  return length > 0 && /^(?:From|Subject):/im.test(bytes.toString('latin1', 0, length));
}

/** Number of bytes up to the body: headers and the blank line behind them; a line that is no header ends them too. */
function headerLength(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const lineEnd = bytes.indexOf(LF, at);
    const end = lineEnd === -1 ? bytes.length : lineEnd + 1;
    const text = bytes.toString('latin1', at, Math.min(end, at + 200)).replace(/\r?\n$/, '');
    if (text === '') return at === 0 ? 0 : end;
    if (!HEADER.test(text) && !(at > 0 && /^[ \t]/.test(text))) return at;
    at = end;
  }
  return at;
}

function header(email: Email, key: string): string | undefined {
  return email.headers.find((entry) => entry.key === key)?.value;
}

function plainBody(raw: RawMail, bodyAt: number, type: string): readonly Line[] {
  const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(type)?.[1];
  const first = raw.line + countLines(raw.bytes, 0, bodyAt);
  const lines = splitLines(decodeText(raw.bytes.subarray(bodyAt), charset), first);
  return isFlowed(type) ? unflow(lines) : lines;
}

function isFlowed(type: string): boolean {
  return /format\s*=\s*"?flowed/i.test(type);
}

async function decodedBody(
  raw: RawMail,
  bodyAt: number,
  type: string,
): Promise<{ lines: readonly Line[]; attachments: AttachedFile[] }> {
  const { bytes, flowed } = maskFlowed(raw.bytes);
  const headers = withoutComments(bytes.toString('latin1', 0, bodyAt));
  const email = await parseMime(Buffer.concat([Buffer.from(headers, 'latin1'), bytes.subarray(bodyAt)]), {
    forceRfc822Attachments: true,
  });
  const attachments = email.attachments.flatMap((file) => attachedFile(file) ?? []);
  if (email.text === undefined) return { lines: htmlLines(email.html ?? ''), attachments };
  const lines = splitLines(email.text, firstLineOf(raw, email.text));
  return { lines: flowed || isFlowed(type) ? unflow(lines) : lines, attachments };
}

/** The line of the document where a part starts that needed no transfer decoding; 1 for any other. */
function firstLineOf(raw: RawMail, text: string): number {
  const wanted = Buffer.from(text);
  // The search is bounded: a part that stands in the bytes as it is stands near their start.
  const at = raw.bytes.subarray(0, 1 << 20).indexOf(wanted.subarray(0, 200));
  if (at === -1 || !raw.bytes.subarray(at, at + wanted.length).equals(wanted)) return 1;
  return raw.line + countLines(raw.bytes, 0, at);
}

/** postal-mime reads a flowed patch wrong, so it is not told: the copy that it gets has `format=flowe_` instead. */
function maskFlowed(bytes: Buffer): { bytes: Buffer; flowed: boolean } {
  const masked = Buffer.from(bytes);
  let flowed = false;
  for (let at = masked.indexOf('flowed'); at !== -1; at = masked.indexOf('flowed', at + 6)) {
    const before = masked.toString('latin1', Math.max(0, at - 300), at);
    if (!/(?:^|\n)content-type:[^\n]*(?:\n[ \t][^\n]*)*format="?$/i.test(before)) continue;
    masked[at + 5] = 0x5f;
    flowed = true;
  }
  return { bytes: masked, flowed };
}

/** mboxrd adds one `>`, so one is taken off; mboxo does the same to unquoted lines. */
function unescapeFrom(line: Line): Line {
  return /^>+From /.test(line.text) ? { text: line.text.slice(1), number: line.number } : line;
}

/** Headers of a commit may stand at the top of the body (`git mailinfo`), and be encoded as those of a mail are. */
async function decodeTop(lines: readonly Line[]): Promise<readonly Line[]> {
  const end = lines.findIndex(({ text }) => !/^(?:From|Subject|Date):|^\s/.test(text));
  const top = lines.slice(0, Math.max(0, end)).map(({ text }) => text);
  if (!top.some((text) => text.includes('=?'))) return lines;
  const { decodeWords } = await import('postal-mime');
  const decoded = decodeWords(top.join('\n').replace(/\n[ \t]+/g, ' ')).split('\n');
  return [...decoded.map((text) => ({ text, number: lines[0]!.number })), ...lines.slice(end)];
}

function readHeaders(email: Email): Pick<Message, 'subject' | 'author' | 'messageId' | 'parents'> {
  const direct = ids(email.inReplyTo).slice(0, 1);
  const parents = [...new Set([...ids(email.references).filter((id) => !direct.includes(id)), ...direct])];
  const from = sender(email);
  const author = from && writeMailbox(from);
  const [messageId] = ids(email.messageId);
  return {
    subject: email.subject?.replace(/\s+/g, ' ').trim() ?? '',
    parents,
    ...(author === undefined ? {} : { author }),
    ...(messageId === undefined ? {} : { messageId }),
  };
}

function ids(text = ''): string[] {
  return text.slice(0, 20_000).match(/<[^<>\s]{1,500}>/g) ?? [];
}

function readEnvelope(email: Email, { subject, messageId }: Message): Envelope {
  const references = ids(email.references);
  const from = sender(email);
  const date = header(email, 'date');
  const replyTo = mailboxes(email.replyTo);
  return {
    subject,
    to: mailboxes(email.to),
    cc: mailboxes(email.cc),
    references: references.length > 0 ? references : ids(email.inReplyTo).slice(0, 1),
    ...(from === undefined ? {} : { from }),
    ...(replyTo.length === 0 ? {} : { replyTo }),
    ...(date === undefined ? {} : { date }),
    ...(messageId === undefined ? {} : { messageId }),
  };
}

/** `Ada Writer (Team) <...>`: a comment is no part of a name (RFC 5322), but people sign so, and git keeps it. */
function sender(email: Email): Mailbox | undefined {
  const [from] = mailboxes(email.from ? [email.from] : []);
  const [, name] = /^([^<>"=,]*\([^<>"=,]*)<[^<>]*>$/.exec(header(email, 'from') ?? '') ?? [];
  return from && (name === undefined ? from : { ...from, name: name.trim() });
}

/** The members of a group (RFC 5322) stand for it. */
function mailboxes(addresses: Email['to'] = []): Mailbox[] {
  return addresses.flatMap(({ name, address, group }) =>
    (group ?? [{ name, address }]).map((member) => ({ name: member.name, address: member.address ?? '' })),
  );
}
