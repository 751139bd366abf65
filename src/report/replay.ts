import { printable } from '../text/index.js';
import { headline, type Look, ledger } from './block.js';
import type { JudgedFinding } from './report.js';

/** What `replay` prints: every finding with its ledger in every world, and how the verdict came about. */
export function renderReplay(findings: readonly JudgedFinding[], look: Look): string {
  const blocks = findings.map((judged) => [
    headline(judged, look.color),
    ...judged.verdict.runs.flatMap((run) => [`  ${printable(run.world)}:`, ...ledger(run, look)]),
    `  ${judged.verdict.outcome}: ${printable(judged.verdict.because)}`,
  ]);
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
