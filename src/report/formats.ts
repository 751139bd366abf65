import { renderB4 } from './b4.js';
import { renderB4Review } from './b4-review.js';
import { type CheckpatchOptions, renderCheckpatch } from './checkpatch.js';
import { renderReportFtrace } from './ftrace.js';
import { renderHtml } from './html/page.js';
import { renderJson } from './json.js';
import { nipaDescription, nipaExitCode, renderNipa } from './nipa.js';
import { renderPatchwork } from './patchwork.js';
import { renderRdjson } from './rdjson.js';
import type { Report } from './report.js';
import { renderSarif } from './sarif.js';
import type { FailLevel } from './selection.js';
import { renderClosing, renderFindings } from './text.js';

/** All that a form may ask for; each looks at what it has a use for. */
export interface FormOptions extends CheckpatchOptions {
  readonly failOn: FailLevel;
}

/** A form of a report: a pure function, and what its reader expects besides. */
export interface Form {
  readonly render: (report: Report, options: FormOptions) => string;
  /** The end of it, where what was wrong with the inputs is to be told in front of that. */
  readonly closing?: (report: Report, options: FormOptions) => string;
  /** It tells what was wrong with the inputs itself, so that nothing need go to stderr. */
  readonly holdsDiagnostics: boolean;
  /** Where the reader knows other exit codes than ours. */
  readonly exitCode?: (report: Report, options: FormOptions) => number;
  /** A line for the file descriptor that the environment variable DESC_FD names. */
  readonly description?: (report: Report, options: FormOptions) => string;
}

/** The forms by the name that `--format` takes. */
export const FORMS = {
  text: { render: renderFindings, closing: renderClosing, holdsDiagnostics: false },
  json: { render: (report, { include }) => renderJson(report, include), holdsDiagnostics: true },
  ftrace: { render: (report, { include }) => renderReportFtrace(report, include), holdsDiagnostics: false },
  b4: { render: (report, { include }) => renderB4(report, include), holdsDiagnostics: true },
  'b4-review': { render: renderB4Review, holdsDiagnostics: true },
  checkpatch: { render: renderCheckpatch, holdsDiagnostics: false },
  sarif: { render: (report, { include, failOn }) => renderSarif(report, include, failOn), holdsDiagnostics: true },
  html: { render: (report, { include }) => renderHtml(report, include), holdsDiagnostics: false },
  rdjson: { render: (report, { include }) => renderRdjson(report, include), holdsDiagnostics: false },
  nipa: {
    render: renderNipa,
    holdsDiagnostics: true,
    exitCode: (report, { failOn }) => nipaExitCode(report, failOn),
    description: nipaDescription,
  },
  patchwork: {
    render: (report, { include, failOn }) => renderPatchwork(report, include, failOn),
    holdsDiagnostics: true,
  },
} as const satisfies Readonly<Record<string, Form>>;

export type FormName = keyof typeof FORMS;
