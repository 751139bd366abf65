import type { Origin } from '../rules/index.js';
import { labels } from './block.js';
import { inLine } from './foreign.js';
import type { JudgedFinding, PatchReport, Report } from './report.js';
import { type FailLevel, reaches, shownFindings, tally } from './selection.js';

/** What a machine that shows a lamp needs to know: `fail` at or above the level, `warn` for what is below it. */
export type Status = 'pass' | 'warn' | 'fail';

/** 0 nothing at or above `failOn`, 1 findings, 2 an input could not be read. */
export function exitCodeOf(report: Report, failOn: FailLevel): 0 | 1 | 2 {
  if (report.diagnostics.some(({ level }) => level === 'error')) return 2;
  return reaches(report, failOn) ? 1 : 0;
}

/** The lamp of a report. An input that could not be read is no fault of a patch: `warn`. Notes leave it at `pass`. */
export function statusOf(report: Report, failOn: FailLevel): Status {
  if (reaches(report, failOn)) return 'fail';
  const isPartial = report.diagnostics.some(({ level }) => level !== 'note');
  return reaches(report, 'warning') || isPartial ? 'warn' : 'pass';
}

/** Findings to name in one line; a reader of more opens the details. */
const MOST_NAMED = 3;

/** A report in one line: how many findings, and the first ones with place, rule, verdict and id. Safe for any program. */
export function statusLine(report: Report, include: readonly Origin[]): string {
  const shown = report.patches.flatMap((patch) => shownFindings(patch, include).map((judged) => name(judged, patch)));
  const named = [
    ...shown.slice(0, MOST_NAMED),
    ...(shown.length > MOST_NAMED ? [`${shown.length - MOST_NAMED} more`] : []),
  ];
  const wrong = report.diagnostics.find(({ level }) => level !== 'note');
  const parts = [
    counts(report),
    ...(named.length > 0 ? [named.join(', ')] : []),
    ...(wrong ? [`${wrong.level}: ${inLine(wrong.message)}`] : []),
  ];
  return parts.join('; ');
}

function counts(report: Report): string {
  const { confirmed, unconfirmed, asides } = tally(report);
  if (confirmed + unconfirmed + asides === 0) return 'nothing found';
  return `${confirmed} confirmed, ${unconfirmed} unconfirmed${asides > 0 ? `, ${asides} in asides` : ''}`;
}

function name(judged: JudgedFinding, patch: PatchReport): string {
  const { file, line, rule, id } = judged.finding;
  const tail = [`${judged.verdict.outcome} ${id}`, ...labels(judged, patch)];
  return `${inLine(file)}:${line} ${rule} (${tail.join(', ')})`;
}
