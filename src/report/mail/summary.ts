import type { Carrier, StoredMail } from '../../input/index.js';
import { coveragePhrase } from '../coverage.js';
import type { PatchReport, Report } from '../report.js';
import { ownLine, prose, quotedLine } from './own-text.js';
import { assembled, attribution, headFields, type Reply, type Sender, signature } from './reply.js';

/** One answer to the whole series, to its cover letter or else its first patch: what was looked at, and which patches have questions. */
export function summaryReply(
  report: Report,
  asked: readonly PatchReport[],
  mails: readonly StoredMail[],
  sender: Sender,
): Reply | undefined {
  const own = report.patches.filter(({ kind }) => kind === 'patch');
  const carrier = own[0] && (coverOf(own[0], mails) ?? own[0].patch?.carrier);
  if (!carrier) return undefined;
  const body = [
    ...attribution(carrier),
    quotedLine(carrier.envelope.subject),
    '',
    ...prose([found(own, asked), ...limits(report, own)]).map(ownLine),
    '',
    ...signature(report, 'check', carrier.envelope),
  ];
  return assembled(headFields(carrier, sender, 'foliolint-summary'), body, { number: 0, carrier });
}

/** The cover letter that was sent with a patch. */
function coverOf({ patch }: PatchReport, mails: readonly StoredMail[]): Carrier | undefined {
  const mail = patch?.carrier?.cover;
  return mail === undefined ? undefined : { envelope: mails[mail]!.envelope, quoted: false, mail };
}

function found(own: readonly PatchReport[], asked: readonly PatchReport[]): string {
  const compared = 'the functions that this touches were compared before and after each patch';
  if (asked.length === 0) return `No question about reference counts: ${compared}.`;
  const list = listText(asked.map(({ index }) => index));
  const where = own.length === 1 ? 'the patch' : asked.length === 1 ? `patch ${list}` : `patches ${list}`;
  return `There is a reply to ${where}; nothing else about reference counts.`;
}

/** What was not seen in full. Without a tree no patch applies, which is no fault of theirs. */
function limits({ tree }: Report, own: readonly PatchReport[]): string[] {
  const coverage = coveragePhrase(own);
  const failed = own.filter(({ applied }) => !applied).map(({ index }) => index);
  return [
    ...(tree.kind === 'none' ? ['No kernel source was at hand, only the hunks.'] : []),
    ...(tree.kind !== 'none' && failed.length > 0 ? [`${unapplied(failed)} in full${onKernel(tree)}.`] : []),
    ...(coverage ? [`Not everything was looked at (${coverage}).`] : []),
  ];
}

function unapplied(numbers: readonly number[]): string {
  return numbers.length === 1 ? `Patch ${numbers[0]} does not apply` : `Patches ${listText(numbers)} do not apply`;
}

function onKernel({ kernel }: Report['tree']): string {
  return kernel === undefined ? '' : ` to Linux ${kernel}`;
}

function listText(numbers: readonly number[]): string {
  return numbers.length === 1 ? String(numbers[0]) : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
