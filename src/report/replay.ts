import { printable } from '../text/index.js';
import { headline, ledger } from './block.js';
import type { JudgedFinding } from './report.js';

/** What `replay` prints: every finding with its ledger in every world, and how the verdict came about. */
export function renderReplay(findings: readonly JudgedFinding[], color: boolean): string {
  const blocks = findings.map((judged) => [
    headline(judged, color),
    ...judged.verdict.runs.flatMap((run) => [`  ${printable(run.world)}:`, ...ledger(run, color)]),
    `  ${judged.verdict.outcome}: ${printable(judged.verdict.because)}`,
  ]);
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
