import type { Carrier, Envelope, Mailbox, Patch } from '../../input/index.js';
import type { JudgedFinding, Report } from '../report.js';
import { commentOn } from './comment.js';
import { dateField, quotedDate } from './date.js';
import { listField, oneLine, textField } from './header.js';
import { mailboxText, recipientsOf } from './mailbox.js';
import { ownLine } from './own-text.js';
import { quoteWithComments } from './quote.js';
import { numberWord } from './words.js';

/** Who answers, when, and to whom. */
export interface Sender {
  /** Absent: the program that sends the mail fills it in. */
  readonly from?: Mailbox | undefined;
  readonly date: Date;
  /** No copies to those who got the patch. */
  readonly toAuthor: boolean;
}

/** One mail of ours, and where it goes. */
export interface Reply {
  /** The mail: headers, an empty line, the body; lines end with LF. */
  readonly text: string;
  /** The patch that it is about; 0 for the summary. */
  readonly number: number;
  readonly subject: string;
  /** Index of the input's mail that it answers; absent for a page or a bare diff. */
  readonly mail?: number;
}

/** The answer to a patch: its findings as comments in the quoted diff. */
export function replyTo(patch: Patch, findings: readonly JudgedFinding[], report: Report, sender: Sender): Reply {
  const carrier = carrierOf(patch);
  const { envelope } = carrier;
  const ids = findings.map(({ finding }) => finding.id);
  const fields = [
    ...headFields(carrier, sender, `foliolint-${ids[0]}`),
    ...findings.map(({ finding, verdict }) =>
      listField('X-Foliolint', [`rule=${finding.rule}`, `status=${verdict.outcome}`, `id=${finding.id}`], ''),
    ),
  ];
  const body = [
    ...attribution(carrier),
    ...preamble(findings).map(ownLine),
    ...quoteWithComments(
      patch,
      findings.map((judged) => commentOn(judged, patch)),
    ),
    ...signature(report, ids.length === 1 ? `replay ${ids[0]}` : 'check', envelope),
  ];
  return assembled(fields, body, { number: patch.index, carrier });
}

/** Puts headers and body together; blank lines do not pile up. */
export function assembled(
  fields: readonly string[],
  body: readonly string[],
  { number, carrier }: { readonly number: number; readonly carrier: Carrier },
): Reply {
  const text = `${fields.join('\n')}\n\n${body.join('\n').replace(/\n{3,}/g, '\n\n')}\n`;
  const { envelope, mail } = carrier;
  return { text, number, subject: oneLine(envelope.subject), ...(mail === undefined ? {} : { mail }) };
}

/** The headers that every answer of ours has; `token` begins its Message-ID, which is the same in every run. */
export function headFields(carrier: Carrier, { from, date, toAuthor }: Sender, token: string): string[] {
  const { envelope } = carrier;
  const { to, cc } = recipientsOf(carrier, from, toAuthor);
  const { messageId } = envelope;
  const parent = messageId !== undefined && isId(messageId) ? messageId : undefined;
  const references = [...envelope.references.filter(isId).slice(-MOST_REFERENCES), ...(parent ? [parent] : [])];
  const subject = oneLine(envelope.subject);
  return [
    ...(from ? [listField('From', [mailboxText(from)], ',')] : []),
    ...(to.length > 0 ? [listField('To', to.map(mailboxText), ',')] : []),
    ...(cc.length > 0 ? [listField('Cc', cc.map(mailboxText), ',')] : []),
    textField('Subject', /^re(?:\[\d+\])?\s*:/i.test(subject) ? subject : `Re: ${subject}`),
    dateField(date),
    `Message-ID: <${token}${parent ? `.${parent.slice(1, -1)}` : '@foliolint.invalid'}>`,
    ...(parent ? [`In-Reply-To: ${parent}`] : []),
    ...(references.length > 0 ? [listField('References', references, '')] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
  ];
}

/** Long threads are known by their last mails. */
const MOST_REFERENCES = 100;

function isId(id: string): boolean {
  return /^<[\x21-\x3b\x3d\x3f-\x7e]{1,500}>$/.test(id);
}

/** `On Wed, Mar 04, 2026 at 12:01:00PM +0000, Ada Writer wrote:`, as mutt has it; nothing when nobody is named. */
export function attribution({ envelope, quoted, author, attribution: above }: Carrier): string[] {
  if (quoted && above !== undefined) return [ownLine(oneLine(above))];
  const writer = quoted ? author : (envelope.from ?? author);
  const name = oneLine(writer?.name || writer?.address || '');
  const date = quoted || envelope.date === undefined ? undefined : quotedDate(envelope.date);
  return name === '' ? [] : [ownLine(`${date ? `On ${date}, ` : ''}${name} wrote:`)];
}

function preamble(findings: readonly JudgedFinding[]): string[] {
  if (findings.length < 2) return [];
  const confirmed = findings.filter(({ verdict }) => verdict.outcome === 'confirmed' && verdict.runs.length > 0).length;
  const count = numberWord(findings.length);
  const said = confirmed === findings.length ? 'all' : confirmed === 0 ? 'none' : numberWord(confirmed);
  const verb = confirmed === 1 || said === 'none' ? 'was' : 'were';
  return [
    '',
    `${count.charAt(0).toUpperCase()}${count.slice(1)} questions below, ${said} ${verb} confirmed by replay.`,
    '',
  ];
}

/** Two lines: what wrote this, and one command that shows it again. */
export function signature({ tool, tree }: Report, command: string, { messageId }: Envelope): string[] {
  const model = tree.kernel ? `kernel ${tree.kernel}` : 'no tree, hunks only';
  const named = messageId?.slice(1, -1) ?? '';
  // A command that is pasted into a shell names nothing that the shell would read.
  const input = /^[\w.+@-]{3,100}$/.test(named) && !named.startsWith('-') ? `b4 mbox -o- ${named} | ` : '';
  const tail = `${input === '' ? 'FILE' : '-'}${tree.kind === 'none' ? '' : ' --tree DIR'}`;
  return [
    '-- ',
    `${tool.name} ${tool.version}, ${model} (deterministic, offline, no LLM)`,
    `${input}${tool.name} ${command} ${tail}`,
  ];
}

/** A bare diff has no head: its subject is the name of its input. */
function carrierOf({ carrier, subject }: Patch): Carrier {
  return carrier ?? { envelope: { subject, to: [], cc: [], references: [] }, quoted: false };
}
