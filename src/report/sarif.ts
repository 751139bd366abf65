import { type Origin, type RulePage, readRulePage } from '../rules/index.js';
import type { Diagnostic } from '../text/index.js';
import { skippedText } from './coverage.js';
import { stringify } from './json.js';
import { withoutTestMarks } from './page.js';
import type { PatchReport, Report } from './report.js';
import { artifactLocation, SOURCE_ROOT, sarifResult } from './sarif-result.js';
import { type FailLevel, shownFindings } from './selection.js';
import { exitCodeOf } from './status.js';

/** Static Analysis Results Interchange Format, version 2.1.0 (OASIS). No absolute path, no time, no machine. */
export function renderSarif(report: Report, include: readonly Origin[], failOn: FailLevel): string {
  const shown = [
    ...report.patches.flatMap((patch) => shownFindings(patch, include).map((judged) => ({ judged, patch }))),
    ...(report.since?.fixed ?? []).map((judged) => ({ judged, patch: undefined })),
  ];
  const rules = unique(shown.map(({ judged }) => judged.finding.rule));
  const files = unique([
    ...shown.flatMap(({ judged: { finding } }) => [finding.file, finding.trace?.file ?? finding.file]),
    ...report.patches.flatMap(({ skipped }) => skipped.map(({ file }) => file)),
  ]);
  return stringify({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { ...report.tool, rules: rules.map((id) => ruleDescriptor(readRulePage(id))) } },
        invocations: [invocation(report, files, failOn)],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [SOURCE_ROOT]: { description: { text: 'The top of the kernel source.' } } },
        artifacts: files.map((file) => artifact(file, files)),
        results: shown.map(({ judged, patch }) => sarifResult(judged, patch, { rules, files })),
        properties: { tree: report.tree.kind, ...(report.tree.kernel ? { kernel: report.tree.kernel } : {}) },
      },
    ],
  });
}

function artifact(file: string, files: readonly string[]) {
  const isC = /\.[ch]$/.test(file);
  return { location: artifactLocation(file, files), ...(isC && { sourceLanguage: 'c' }) };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function ruleDescriptor({ id, severity, title, page }: RulePage) {
  const help = withoutTestMarks(page.body.trim());
  return {
    id,
    shortDescription: { text: title },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: severity },
  };
}

function invocation(report: Report, files: readonly string[], failOn: FailLevel) {
  const exitCode = exitCodeOf(report, failOn);
  return {
    executionSuccessful: exitCode !== 2,
    exitCode,
    toolExecutionNotifications: [
      ...report.diagnostics.map(inputNotification),
      ...report.patches.flatMap((patch) => skippedNotifications(patch, files)),
    ],
  };
}

/** An input is a mail or a range, no file of the source: it is named in the text. */
function inputNotification({ level, input, line, message }: Diagnostic) {
  return { level, message: { text: `${line === undefined ? input : `${input}:${line}`}: ${message}` } };
}

function skippedNotifications({ skipped }: PatchReport, files: readonly string[]) {
  return skipped.map((one) => ({
    level: 'note',
    message: { text: skippedText(one) },
    locations: [
      { physicalLocation: { artifactLocation: artifactLocation(one.file, files), region: { startLine: one.line } } },
    ],
  }));
}
