import pc from 'picocolors';
import type { Step } from '../analysis/index.js';
import { ledgerLines, type Run } from '../replay/index.js';
import { cut, printable } from '../text/index.js';
import { MOST } from './foreign.js';
import type { JudgedFinding, PatchReport } from './report.js';
import { hiddenOrigin, shownSeverity, witnessRun } from './selection.js';
import { INDENT, wrap } from './wrap.js';

/** How a report is made for the eye. */
export interface Look {
  readonly color: boolean;
  /** Columns to break prose and to cut ledgers at. */
  readonly columns: number;
}

interface BlockOptions extends Look {
  readonly replayCommand?: (id: string) => string;
}

/** A finding with its ledger: the line that GCC would print, then lines that start with blanks. */
export function findingBlock(
  judged: JudgedFinding,
  patch: PatchReport,
  { color, columns, replayCommand }: BlockOptions,
): string[] {
  const { finding } = judged;
  const { dim } = pc.createColors(color);
  const prose = (text: string) => wrap(printable(text), columns - INDENT).map((line) => `  ${line}`);
  return [
    headline(judged, color, ...labels(judged, patch)),
    ...(judged.suppression ? prose(`${judged.suppression.by}: ${judged.suppression.reason}`) : []),
    ...prose(finding.why),
    ...pathLines(judged, { color, columns }),
    ...(finding.suggestion ? suggestionLines(finding.suggestion, columns) : []),
    ...verdictLines(judged, columns, replayCommand).map(dim),
  ];
}

/** What is to be said of a finding besides its rule: why it is hidden else, whether an earlier version had it. */
export function labels(judged: JudgedFinding, patch: PatchReport): string[] {
  return [hiddenOrigin(judged, patch), judged.since].filter((label) => label !== undefined);
}

/** `FILE:LINE:COLUMN: severity: message [rule]`, the line that editors jump by; labels stand behind the rule. */
export function headline(judged: JudgedFinding, color: boolean, ...said: string[]): string {
  const { finding } = judged;
  const { bold, red, magenta, cyan } = pc.createColors(color);
  const severity = shownSeverity(judged);
  const paint = { error: red, warning: magenta, note: cyan }[severity];
  const place = printable(`${finding.file}:${finding.line}:${finding.column}:`);
  return `${bold(place)} ${bold(paint(`${severity}:`))} ${bold(printable(finding.message))} [${[finding.rule, ...said].join(', ')}]`;
}

/** The rows of a run, the one where it goes wrong in bold. */
export function ledger(run: Run, { color, columns }: Look): string[] {
  const { bold } = pc.createColors(color);
  return ledgerLines(run, columns).map((line) => (/^ *>/.test(line) ? bold(line) : line));
}

/** The finding as checkpatch prints one with `--terse --showfile`: no column, the severity in capitals. */
export function terseLine(judged: JudgedFinding, patch: PatchReport, showTypes: boolean): string {
  const { file, line } = judged.finding;
  return `${printable(cut(file, MOST))}:${line}: ${labelledText(judged, patch, showTypes)}`;
}

/** `ERROR:RULE: message (VERDICT ID)`, the rule only with `showTypes`; an origin to name stands behind the id. */
export function labelledText(judged: JudgedFinding, patch: PatchReport, showTypes: boolean): string {
  const { finding, verdict } = judged;
  const severity = shownSeverity(judged).toUpperCase();
  const label = showTypes ? `${severity}:${finding.rule}` : severity;
  const tail = [
    `${verdict.outcome} ${finding.id}`,
    ...labels(judged, patch),
    ...(patch.kind === 'aside' ? ['aside'] : []),
  ];
  return printable(`${label}: ${cut(finding.message, MOST)} (${tail.join(', ')})`);
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

/** A command is never broken: it is there to be copied. */
function verdictLines({ finding, verdict }: JudgedFinding, columns: number, replayCommand = bareCommand): string[] {
  const { outcome, because, runs } = verdict;
  const prose = (text: string) => wrap(printable(text), columns - INDENT).map((line) => `  ${line}`);
  if (outcome !== 'confirmed') return prose(`not confirmed by replay: ${because} (${finding.id})`);
  if (runs.length === 0) return prose(`confirmed: ${because} (${finding.id})`);
  const command = printable(replayCommand(finding.id));
  const line = `  confirmed by replay: ${command}`;
  return line.length <= columns ? [line] : ['  confirmed by replay:', `    ${command}`];
}

function bareCommand(id: string): string {
  return `foliolint replay ${id}`;
}
