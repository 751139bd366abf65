import type { Origin } from '../rules/index.js';
import { printable } from '../text/index.js';
import { plural } from './plural.js';
import type { JudgedFinding, PatchReport, Report } from './report.js';
import { mended, tally } from './selection.js';

/** Mended findings that are named; of more only the number is told. */
const NAMED = 4;

/**
 * What the last line of a report says, in phrases: how much was checked and found, and what is not shown. `isFull` counts
 * also what nobody is ever shown.
 */
export function summaryPhrases(report: Report, include: readonly Origin[], isFull: boolean): string[] {
  // Counts of nothing would read as if all was well.
  if (report.patches.length === 0 && report.diagnostics.some(({ level }) => level !== 'note'))
    return ['nothing was checked'];
  const { confirmed, unconfirmed, refuted, asides, ...counts } = tally(report);
  const hidden = { ...counts, resolved: untold(report) };
  return [
    `${subjectOfSummary(report)}: ${confirmed} confirmed, ${unconfirmed} unconfirmed`,
    ...(asides > 0 ? [`${asides} in asides`] : []),
    ...(['preexisting', 'transient', 'resolved'] as const)
      .filter((origin) => hidden[origin] > 0 && !include.includes(origin))
      .map((origin) => `${hidden[origin]} ${origin} not shown (--include ${origin})`),
    ...suppressedPhrases(report),
    ...sincePhrases(report),
    ...(isFull && refuted > 0 ? [`${refuted} refuted by replay`] : []),
  ];
}

/** How many findings are resolved, besides those that the patches mend, which are told, and transient ones. */
function untold(report: Report): number {
  const all = report.patches.filter(({ kind }) => kind !== 'aside').flatMap(({ findings }) => findings);
  const ids = (wanted: Origin) =>
    all.filter(({ finding }) => finding.origin === wanted).map(({ finding }) => finding.id);
  const told = new Set([...ids('transient'), ...mended(report).map(({ finding }) => finding.id)]);
  return ids('resolved').filter((id) => !told.has(id)).length;
}

/** What the patches mend, in phrases: `fixes 2:`, `refcount-leak in foo(),`, `over-put in bar()`. */
export function fixesPhrases(report: Report): string[] {
  const all = mended(report);
  if (all.length === 0) return [];
  const named = all.slice(0, NAMED).map(({ finding }) => printable(`${finding.rule} in ${finding.function}()`));
  const phrases = [...named, ...(all.length > NAMED ? [`${all.length - NAMED} more`] : [])];
  return [`fixes ${all.length}:`, ...phrases.map((phrase, i) => (i < phrases.length - 1 ? `${phrase},` : phrase))];
}

function suppressedPhrases({ suppressed }: Report): string[] {
  if (!suppressed) return [];
  const { ignored, noted, baseline } = suppressed;
  return [
    ...(ignored > 0 ? [`${ignored} ignored (--include ignored)`] : []),
    ...(noted > 0 ? [`${noted} ignored by a note in the patch (--include ignored)`] : []),
    ...(baseline > 0 ? [`${baseline} in the baseline (--include baseline)`] : []),
  ];
}

function sincePhrases({ since, patches }: Report): string[] {
  if (!since) return [];
  const all = patches.flatMap(({ findings }) => findings);
  const count = (wanted: JudgedFinding['since']) => all.filter((judged) => judged.since === wanted).length;
  return [
    `since ${printable(since.input)}: ${count('new')} new, ${count('still')} still there, ${since.fixed.length} fixed`,
  ];
}

function subjectOfSummary({ patches, tree }: Report): string {
  if (patches.some(({ kind }) => kind === 'scan')) return 'scan';
  const own = patches.filter(({ kind }) => kind === 'patch');
  const asides = patches.length - own.length;
  return [
    plural(own.length, 'patch', 'patches'),
    ...(asides > 0 ? [plural(asides, 'aside')] : []),
    ...(patches.length > 0 ? limitOf(patches, tree) : []),
  ].join(', ');
}

/** What of the patches was not seen in full. Without a tree none can apply, which is no fault of theirs. */
function limitOf(patches: readonly PatchReport[], tree: Report['tree']): string[] {
  if (tree.kind === 'none') return ['hunks only (no tree)'];
  const failed = patches.filter(({ applied }) => !applied);
  const not = failed.filter(({ hunks }) => (hunks?.applied ?? 0) + (hunks?.already ?? 0) === 0).length;
  const partly = failed.length - not;
  return [...(not > 0 ? [`${not} not applied`] : []), ...(partly > 0 ? [`${partly} applied in part`] : [])];
}

/** `[PATCH v2 3/7]` is said by the number of the patch already. */
export function withoutTag(subject: string): string {
  return subject.replace(/^(?:\[[^\]]*\]\s*)+(?=\S)/, '');
}
