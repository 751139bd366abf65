/**
 * Report: what one run found, and its forms. A `Report` comes in, a string goes out; nothing here reads or writes a file.
 *
 *     FORMS.b4.render(report, { include: [], failOn: 'confirmed', columns: 100, … })
 *     // mm/zswap.c:1099: ERROR:refcount-leak: folio is still held when … (confirmed 7c1e02d4)
 *     exitCodeOf(report, 'confirmed')       // 0, 1 or 2
 */
export { renderB4Agent } from './b4-agent.js';
export type { Look } from './block.js';
export { renderComparison, renderComparisonJson } from './comparison.js';
export { renderContract, renderDisagreements } from './contract.js';
export { renderContractJson, renderDisagreementsJson } from './contract-json.js';
export { FORMS, type Form, type FormName } from './formats.js';
export { renderFtrace, renderReportFtrace } from './ftrace.js';
export { renderReplayHtml } from './html/page.js';
export { renderJson, renderReplayJson } from './json.js';
export { type MailOptions, type Review, readMailbox, renderMbox, replyFileName, reviewMails } from './mail/index.js';
export { renderRuleList, renderRulePage } from './page.js';
export { renderReplay } from './replay.js';
export type { BaseRun, JudgedFinding, PatchReport, Report, Suppression } from './report.js';
export { type FailLevel, findById, isOwn, ownFindings, witnessRun } from './selection.js';
export { exitCodeOf } from './status.js';
export { diagnosticLine, renderText, type TextOptions } from './text.js';
export { hasImpossible, renderTraceLog, renderTraceLogJson } from './trace.js';
export { COLUMNS } from './wrap.js';
