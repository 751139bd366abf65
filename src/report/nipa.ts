import { details } from './b4-review.js';
import type { Report } from './report.js';
import type { FailLevel } from './selection.js';
import { statusLine, statusOf } from './status.js';
import type { TextOptions } from './text.js';

/** The exit code of a NIPA test that passed with a warning (linux-netdev/nipa, README.rst, core/test.py). */
const WARNING = 250;

/** What NIPA keeps as the output of a test: the report as text, its last line the one that `DESC_FD` gets. */
export function renderNipa(report: Report, options: TextOptions): string {
  return `${details(report, options)}${nipaDescription(report, options)}\n`;
}

/** The one line that a NIPA test writes to the file descriptor `$DESC_FD`, without a line end. */
export function nipaDescription(report: Report, { include }: TextOptions): string {
  return statusLine(report, include);
}

/** 0 pass, 250 warning, 1 fail. */
export function nipaExitCode(report: Report, failOn: FailLevel): 0 | 1 | typeof WARNING {
  return ({ pass: 0, warn: WARNING, fail: 1 } as const)[statusOf(report, failOn)];
}
