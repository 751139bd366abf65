import pc from 'picocolors';
import type { Step } from '../analysis/index.js';
import { ledgerLines, type Run } from '../replay/index.js';
import type { Origin } from '../rules/index.js';
import { printable } from '../text/index.js';
import type { JudgedFinding, PatchReport } from './report.js';
import { hiddenOrigin, shownSeverity, witnessRun } from './selection.js';
import { INDENT, wrap } from './wrap.js';

/** How a report is made for the eye. */
export interface Look {
  readonly color: boolean;
  /** Columns to break prose and to cut ledgers at. */
  readonly columns: number;
}

/** A finding with its ledger: the line that GCC would print, then lines that start with blanks. */
export function findingBlock(judged: JudgedFinding, patch: PatchReport, { color, columns }: Look): string[] {
  const { finding } = judged;
  const { dim } = pc.createColors(color);
  const prose = (text: string) => wrap(printable(text), columns - INDENT).map((line) => `  ${line}`);
  return [
    headline(judged, color, hiddenOrigin(judged, patch)),
    ...prose(finding.why),
    ...pathLines(judged, { color, columns }),
    ...(finding.suggestion ? suggestionLines(finding.suggestion, columns) : []),
    ...prose(verdictText(judged)).map(dim),
  ];
}

/** `FILE:LINE:COLUMN: severity: message [rule]`, the line that editors jump by; an origin to name stands behind the rule. */
export function headline(judged: JudgedFinding, color: boolean, origin?: Origin): string {
  const { finding } = judged;
  const { bold, red, magenta, cyan } = pc.createColors(color);
  const severity = shownSeverity(judged);
  const paint = { error: red, warning: magenta, note: cyan }[severity];
  const place = printable(`${finding.file}:${finding.line}:${finding.column}:`);
  return `${bold(place)} ${bold(paint(`${severity}:`))} ${bold(printable(finding.message))} [${[finding.rule, origin].filter(Boolean).join(', ')}]`;
}

/** The rows of a run, the one where it goes wrong in bold. */
export function ledger(run: Run, { color, columns }: Look): string[] {
  const { bold } = pc.createColors(color);
  return ledgerLines(run, columns).map((line) => (/^ *>/.test(line) ? bold(line) : line));
}

/** The finding as checkpatch prints one with `--terse --showfile`: no column, the severity in capitals. */
export function terseLine(judged: JudgedFinding, patch: PatchReport, showTypes: boolean): string {
  const { finding, verdict } = judged;
  const severity = shownSeverity(judged).toUpperCase();
  const label = showTypes ? `${severity}:${finding.rule}` : severity;
  const origin = hiddenOrigin(judged, patch);
  const tail = [
    `${verdict.outcome} ${finding.id}`,
    ...(origin ? [origin] : []),
    ...(patch.kind === 'aside' ? ['aside'] : []),
  ];
  return printable(`${finding.file}:${finding.line}: ${label}: ${finding.message} (${tail.join(', ')})`);
}

/** The ledger of the witness run; where nothing was run, the steps of the trace. */
function pathLines(judged: JudgedFinding, look: Look): string[] {
  const run = witnessRun(judged);
  return run ? ledger(run, look) : stepLines(judged.finding.trace?.steps ?? [], look.columns);
}

function stepLines(steps: readonly Step[], columns: number): string[] {
  const width = Math.max(0, ...steps.map(({ loc }) => String(loc.line).length));
  return steps.map(({ loc, text, because }) => {
    const line = `      ${String(loc.line).padStart(width)}   ${printable(text)}${because ? `   ${printable(because)}` : ''}`;
    return line.slice(0, columns);
  });
}

/** One line is prose, more are code. */
function suggestionLines(suggestion: string, columns: number): string[] {
  const [first, ...rest] = suggestion.split('\n').map(printable);
  if (rest.length > 0) return ['  suggested:', ...[first, ...rest].map((line) => `    ${line}`)];
  return wrap(`suggested: ${first}`, columns - INDENT).map((line) => `  ${line}`);
}

function verdictText({ finding, verdict }: JudgedFinding): string {
  if (verdict.outcome !== 'confirmed') return `not confirmed by replay: ${verdict.because}`;
  return verdict.runs.length > 0
    ? `confirmed by replay: foliolint replay ${finding.id}`
    : `confirmed: ${verdict.because}`;
}
