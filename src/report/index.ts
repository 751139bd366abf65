/**
 * Report: what one run found, and its forms. A `Report` comes in, a string goes out; nothing here reads or writes a file.
 *
 *     renderText(report, { color: false, columns: 100, quiet: false, terse: true, showTypes: true, summary: false, … })
 *     // mm/zswap.c:1099: ERROR:refcount-leak: folio is still held when … (confirmed 7c1e02d4)
 *     renderJson(report, ['preexisting'])   // schema 1
 *     reaches(report, 'confirmed')          // what the exit code hangs on
 */
export type { Look } from './block.js';
export { renderComparison, renderComparisonJson } from './comparison.js';
export { renderFtrace, renderReportFtrace } from './ftrace.js';
export { renderJson, renderReplayJson } from './json.js';
export { renderRuleList, renderRulePage } from './page.js';
export { renderReplay } from './replay.js';
export type { BaseRun, JudgedFinding, PatchReport, Report } from './report.js';
export { type FailLevel, findById, reaches, witnessRun } from './selection.js';
export { diagnosticLine, renderText, type TextOptions } from './text.js';
export { hasImpossible, renderTraceLog, renderTraceLogJson } from './trace.js';
export { COLUMNS } from './wrap.js';
