import { withoutCommands } from './foreign.js';
import { stringify } from './json.js';
import type { Report } from './report.js';
import type { FailLevel } from './selection.js';
import { statusLine, statusOf } from './status.js';
import { diagnosticLine, renderText, type TextOptions } from './text.js';

/**
 * For `b4.review-perpatch-check-cmd` and `b4.review-series-check-cmd` (b4, docs/maintainer/review.rst, "CI check
 * integration"): a JSON array with one result, or none for a mail without a patch. One, because b4 keeps the last result
 * of a tool for a message. `details` is the report as text, which is the documented form; lists of results in it are
 * known to b4's own checks only.
 */
export function renderB4Review(report: Report, options: TextOptions & { readonly failOn: FailLevel }): string {
  const hasNothing = report.patches.length === 0 && report.diagnostics.every(({ level }) => level !== 'error');
  if (hasNothing) return '[]\n';
  return stringify([
    {
      tool: report.tool.name,
      status: statusOf(report, options.failOn),
      summary: statusLine(report, options.include),
      details: details(report, options),
    },
  ]);
}

/** The ledgers, then what could not be read; empty when there is neither. Plain text, for a pane that is scrolled. */
export function details(report: Report, options: TextOptions): string {
  // A command would hold paths of this machine.
  const { replayCommand: _, ...rest } = options;
  const plain = { ...rest, color: false, terse: false, summary: false };
  const said = report.diagnostics.filter(({ level }) => level !== 'note').map((one) => diagnosticLine(one, false));
  return withoutCommands(renderText(report, plain) + said.map((line) => `${line}\n`).join(''));
}
