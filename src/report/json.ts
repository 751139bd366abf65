import type { Run } from '../replay/index.js';
import type { Origin } from '../rules/index.js';
import { printableJson } from '../text/index.js';
import { assumptionsOf } from './assumptions.js';
import type { JudgedFinding, PatchReport, Report } from './report.js';
import { shownFindings, shownSeverity, tally, witnessRun } from './selection.js';

/** Schema 1. Keys come in the order of this function; what is not known is null; no dates, durations, absolute paths. */
export function renderJson(report: Report, include: readonly Origin[]): string {
  const { asides: _, ...summary } = tally(report);
  return stringify({
    schema: 1,
    tool: { name: report.tool.name, version: report.tool.version },
    tree: treeJson(report.tree),
    patches: report.patches.map((patch) => patchJson(patch, include)),
    diagnostics: report.diagnostics.map(({ level, input, line, message }) => ({
      level,
      input,
      line: line ?? null,
      message,
    })),
    summary: { ...summary, ...report.suppressed },
    ...(report.since && { since: { input: report.since.input, fixed: report.since.fixed.map(findingJson) } }),
  });
}

function treeJson({ kind, kernel, base }: Report['tree']) {
  const found = base && {
    commit: base.commit,
    by: base.by,
    matching: base.matching ?? null,
    expected: base.expected ?? null,
  };
  return { kind, kernel: kernel ?? null, base: found ?? null };
}

/** What `replay --format json` prints: the findings as `check` has them, with the ledger of every world. */
export function renderReplayJson(report: Report, judged: readonly JudgedFinding[]): string {
  return stringify({
    schema: 1,
    tool: { name: report.tool.name, version: report.tool.version },
    findings: judged.map(replayFindingJson),
  });
}

/** One finding of `replay`. */
export function replayFindingJson(judged: JudgedFinding) {
  return {
    ...findingJson(judged),
    because: judged.verdict.because,
    runs: judged.verdict.runs.map((run) => ({
      world: run.world,
      left: run.left,
      faulty: run.faulty,
      path: runJson(judged, run).map((row, i) => ({
        ...row,
        holders: run.rows[i]!.holders,
        fault: run.rows[i]!.fault ?? null,
      })),
    })),
  };
}

/** JSON that is safe on a terminal, with a line end. */
export function stringify(value: unknown): string {
  return `${printableJson(JSON.stringify(value, null, 2))}\n`;
}

function patchJson(patch: PatchReport, include: readonly Origin[]) {
  return {
    index: patch.index,
    kind: patch.kind,
    subject: patch.subject,
    messageId: patch.messageId ?? null,
    applied: patch.applied,
    hunks: patch.hunks ?? null,
    findings: shownFindings(patch, include).map(findingJson),
    skipped: patch.skipped.map(({ file, function: name, line, reason, dropped }) => ({
      file,
      function: name,
      line,
      reason,
      ...(dropped !== undefined && { dropped }),
    })),
    fixes: patch.fixes ?? [],
  };
}

function findingJson(judged: JudgedFinding) {
  const { finding, verdict } = judged;
  const assumptions = assumptionsOf(judged);
  return {
    id: finding.id,
    rule: finding.rule,
    severity: shownSeverity(judged),
    origin: finding.origin,
    verdict: verdict.outcome,
    file: finding.file,
    line: finding.line,
    column: finding.column,
    function: finding.function,
    object: finding.object,
    message: finding.message,
    why: finding.why,
    path: pathJson(judged),
    suggestion: finding.suggestion ?? null,
    ...(assumptions.length > 0 && { assumptions }),
    ...(judged.since && { since: judged.since }),
    ...(judged.suppression && { suppression: { by: judged.suppression.by, reason: judged.suppression.reason } }),
  };
}

/** The rows of the witness run; where nothing was run, the steps of the trace without counts. */
function pathJson(judged: JudgedFinding) {
  const run = witnessRun(judged);
  if (run) return runJson(judged, run);
  const { trace } = judged.finding;
  return (trace?.steps ?? []).map(({ loc, text, event }) => ({
    file: trace!.file,
    line: loc.line,
    text,
    event,
    object: trace!.object,
    delta: null,
    count: null,
  }));
}

function runJson({ finding }: JudgedFinding, run: Run) {
  return run.rows.map(({ step, before, after }) => ({
    file: finding.trace?.file ?? finding.file,
    line: step.loc.line,
    text: step.text,
    event: step.event,
    object: finding.trace?.object ?? finding.object,
    delta: after - before,
    count: after,
  }));
}
