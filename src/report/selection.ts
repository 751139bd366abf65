import type { Run } from '../replay/index.js';
import type { Origin, Severity } from '../rules/index.js';
import type { JudgedFinding, PatchReport, Report, Suppression } from './report.js';

/** What `--fail-on` names: `never` never fails, each of the others includes those before it. */
export type FailLevel = 'confirmed' | 'error' | 'warning' | 'never';

/** How many findings of each kind a report holds; asides are counted apart and count nowhere else. */
export interface Tally {
  readonly confirmed: number;
  readonly unconfirmed: number;
  readonly preexisting: number;
  readonly transient: number;
  readonly resolved: number;
  readonly refuted: number;
  readonly asides: number;
}

/** The findings of a patch that the user wants to see: introduced ones, and the origins asked for. A scan has no origins. */
export function shownFindings(patch: PatchReport, include: readonly Origin[]): readonly JudgedFinding[] {
  return patch.findings.filter(
    (judged) => judged.suppression || isOwn(judged, patch) || include.includes(judged.finding.origin),
  );
}

/** Why a finding would not be shown if it were not asked for: its origin or who suppressed it; none for what counts. */
export function hiddenOrigin(judged: JudgedFinding, patch: PatchReport): Origin | Suppression['by'] | undefined {
  return judged.suppression?.by ?? (isOwn(judged, patch) ? undefined : judged.finding.origin);
}

/** The severity to show: an error that replay could not confirm is a warning. */
export function shownSeverity({ finding, verdict }: JudgedFinding): Severity {
  return finding.severity === 'error' && verdict.outcome !== 'confirmed' ? 'warning' : finding.severity;
}

/** Counts the findings of a report, shown or not. */
export function tally(report: Report): Tally {
  const count = (patches: readonly PatchReport[], test: (judged: JudgedFinding, patch: PatchReport) => boolean) =>
    patches.reduce((sum, patch) => sum + patch.findings.filter((judged) => test(judged, patch)).length, 0);
  const patches = report.patches.filter(({ kind }) => kind !== 'aside');
  const asides = report.patches.filter(({ kind }) => kind === 'aside');
  const origin = (wanted: Origin) => count(patches, (judged, patch) => hiddenOrigin(judged, patch) === wanted);
  const outcome = (wanted: 'confirmed' | 'unconfirmed') =>
    count(patches, (judged, patch) => isOwn(judged, patch) && judged.verdict.outcome === wanted);
  return {
    confirmed: outcome('confirmed'),
    unconfirmed: outcome('unconfirmed'),
    preexisting: origin('preexisting'),
    transient: origin('transient'),
    resolved: origin('resolved'),
    refuted: patches.reduce((sum, patch) => sum + patch.refuted, 0),
    asides: count(asides, isOwn),
  };
}

/** The findings whose id starts with `prefix`, hidden ones included, in the order of the report. */
export function findById(report: Report, prefix: string): JudgedFinding[] {
  return report.patches.flatMap(({ findings }) => findings.filter(({ finding }) => finding.id.startsWith(prefix)));
}

/**
 * True when a finding that the patches introduce is at or above `level`: `confirmed` by replay (notes excepted),
 * `error` also errors that replay could not confirm, `warning` also warnings.
 */
export function reaches(report: Report, level: FailLevel): boolean {
  const own = ownFindings(report).filter(({ finding }) => finding.severity !== 'note');
  switch (level) {
    case 'confirmed':
      return own.some(({ verdict }) => verdict.outcome === 'confirmed');
    case 'error':
      return own.some(({ finding, verdict }) => verdict.outcome === 'confirmed' || finding.severity === 'error');
    case 'warning':
      return own.length > 0;
    case 'never':
      return false;
  }
}

/** The findings that the patches mend, each once: resolved ones, in the order of the report. */
export function mended({ patches }: Report): readonly JudgedFinding[] {
  const fixed = patches
    .filter(({ kind }) => kind === 'patch')
    .flatMap(({ findings, fixes = [] }) => findings.filter(({ finding }) => isMended(finding, fixes)));
  return [...new Map(fixed.map((judged) => [judged.finding.id, judged])).values()];
}

function isMended({ origin, id }: JudgedFinding['finding'], fixes: readonly string[]): boolean {
  return origin === 'resolved' && fixes.includes(id);
}

/** The run that a reader sees first: the first world in which the path goes wrong, else the first one. */
export function witnessRun({ verdict }: JudgedFinding): Run | undefined {
  return verdict.runs.find(({ faulty, left }) => faulty || left !== 0) ?? verdict.runs[0];
}

/** What the patches of a report answer for: nothing of asides, which their authors did not send to be applied. */
export function ownFindings({ patches }: Report): readonly JudgedFinding[] {
  const sent = patches.filter(({ kind }) => kind !== 'aside');
  return sent.flatMap((patch) => patch.findings.filter((judged) => isOwn(judged, patch)));
}

/** What a patch answers for. */
export function isOwn({ finding, suppression }: JudgedFinding, patch: PatchReport): boolean {
  return suppression === undefined && (finding.origin === 'introduced' || patch.kind === 'scan');
}
