import type { Origin } from '../../rules/index.js';
import type { Diagnostic } from '../../text/index.js';
import type { JudgedFinding, PatchReport, Report } from '../report.js';
import { shownFindings } from '../selection.js';
import { draftNote } from './draft.js';
import { annotatedMbox } from './mbox.js';
import { type Reply, replyTo, type Sender } from './reply.js';
import { summaryReply } from './summary.js';

/** What the mails of a review hold. */
export interface MailOptions extends Sender {
  /** Origins to tell besides introduced ones. */
  readonly include: readonly Origin[];
  /** Tell also what replay could not confirm. */
  readonly unconfirmed: boolean;
  /** Leave the mails of the input out. */
  readonly repliesOnly: boolean;
  /** Answer the cover letter, also of a series that nothing is to be said about. */
  readonly summary: boolean;
}

/** The replies to the patches of a report, in their order, and what they lack before they can be sent. */
export interface Review {
  readonly replies: readonly Reply[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Answers each patch that there is something to say about. Bare diffs inside replies get no answer. */
export function reviewMails(report: Report, options: MailOptions): Review {
  const asked = report.patches.flatMap((patch) => {
    const findings = toldFindings(patch, options);
    return patch.kind === 'patch' && patch.patch && findings.length > 0 ? [{ patch, own: patch.patch, findings }] : [];
  });
  const summary = options.summary
    ? summaryReply(
        report,
        asked.map(({ patch }) => patch),
        report.mails ?? [],
        options,
      )
    : undefined;
  const written = asked.map(({ own, findings }) => ({ own, reply: replyTo(own, findings, report, options) }));
  const [sent, fresh] = [
    written.filter(({ reply }) => isThere(reply, report)),
    written.filter(({ reply }) => !isThere(reply, report)),
  ];
  return {
    replies: [...(summary && !isThere(summary, report) ? [summary] : []), ...fresh.map(({ reply }) => reply)],
    diagnostics: [
      ...sent.map(({ own: { input, index } }) => ({
        level: 'note' as const,
        input,
        message: `the thread has this reply to patch ${index} already`,
      })),
      ...fresh.flatMap(({ own }) => draftNote(own) ?? []),
    ],
  };
}

/** The Message-ID is the same in every run, so that a thread that was answered before gets no second copy. */
function isThere({ text }: Reply, { mails = [] }: Report): boolean {
  const head = `${text.split('\n\n', 1)[0]}\n`;
  return mails.some(({ envelope: { messageId } }) => head.includes(`\nMessage-ID: ${messageId}\n`));
}

function toldFindings(patch: PatchReport, { include, unconfirmed }: MailOptions): readonly JudgedFinding[] {
  return shownFindings(patch, include).filter(({ verdict }) => unconfirmed || verdict.outcome === 'confirmed');
}

/** The annotated mbox: every mail of the input as it is, each patch followed by its reply. */
export function renderMbox(report: Report, { replies }: Review, { repliesOnly }: MailOptions): Uint8Array {
  const loose = replies.map(({ mail: _, ...reply }) => reply);
  return repliesOnly ? annotatedMbox([], loose) : annotatedMbox(report.mails ?? [], replies);
}

/** The name of a reply as a file of its own: `0002-re-mm-foo-drop-the-folio.eml`. */
export function replyFileName({ number, subject }: Reply): string {
  const words = subject
    .replace(/^(?:re\s*:|\[[^\]]*\]|\s)+/i, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return `${String(number).padStart(4, '0')}-re${words && `-${words.slice(0, 52).replace(/-+$/, '')}`}.eml`;
}
