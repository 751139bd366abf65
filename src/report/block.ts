import pc from 'picocolors';
import type { Step } from '../analysis/index.js';
import { ledgerLines, type Run } from '../replay/index.js';
import type { Origin } from '../rules/index.js';
import { printable } from '../text/index.js';
import type { JudgedFinding, PatchReport } from './report.js';
import { hiddenOrigin, shownSeverity, witnessRun } from './selection.js';
import { WIDTH, wrap } from './wrap.js';

/** A finding with its ledger: the line that GCC would print, then lines that start with blanks. */
export function findingBlock(judged: JudgedFinding, patch: PatchReport, color: boolean): string[] {
  const { finding } = judged;
  const { dim } = pc.createColors(color);
  return [
    headline(judged, color, hiddenOrigin(judged, patch)),
    ...wrap(printable(finding.why), WIDTH).map((line) => `  ${line}`),
    ...pathLines(judged, color),
    ...suggestionLines(finding.suggestion),
    ...wrap(printable(verdictText(judged)), WIDTH).map((line) => `  ${dim(line)}`),
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
export function ledger(run: Run, color: boolean): string[] {
  const { bold } = pc.createColors(color);
  return ledgerLines(run).map((line) => (/^ *>/.test(line) ? bold(line) : line));
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
function pathLines(judged: JudgedFinding, color: boolean): string[] {
  const run = witnessRun(judged);
  return run ? ledger(run, color) : stepLines(judged.finding.trace?.steps ?? []);
}

function stepLines(steps: readonly Step[]): string[] {
  const width = Math.max(0, ...steps.map(({ loc }) => String(loc.line).length));
  return steps.map(({ loc, text, because }) => {
    const line = `      ${String(loc.line).padStart(width)}   ${printable(text)}${because ? `   ${printable(because)}` : ''}`;
    return line.slice(0, 100);
  });
}

function suggestionLines(suggestion: string | undefined): string[] {
  if (!suggestion) return [];
  const [first, ...rest] = suggestion.split('\n').map(printable);
  return rest.length === 0 ? [`  suggested: ${first}`] : ['  suggested:', ...[first, ...rest].map((l) => `    ${l}`)];
}

function verdictText({ finding, verdict }: JudgedFinding): string {
  if (verdict.outcome !== 'confirmed') return `not confirmed by replay: ${verdict.because}`;
  return verdict.runs.length > 0
    ? `confirmed by replay: foliolint replay ${finding.id}`
    : `confirmed: ${verdict.because}`;
}
