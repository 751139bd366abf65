import type { Origin, Severity } from '../rules/index.js';
import { labels } from './block.js';
import { findingText } from './finding-text.js';
import { stringify } from './json.js';
import type { JudgedFinding, PatchReport, Report } from './report.js';
import { shownFindings, shownSeverity } from './selection.js';

/**
 * Reviewdog's diagnostic format (reviewdog, proto/rdf): `reviewdog -f=rdjson`. A suggestion stands in the message:
 * reviewdog would offer one of its own to be committed as it is, and ours are words, not edits.
 */
export function renderRdjson(report: Report, include: readonly Origin[]): string {
  return stringify({
    source: { name: report.tool.name },
    diagnostics: report.patches.flatMap((patch) =>
      shownFindings(patch, include).map((judged) => diagnostic(judged, patch)),
    ),
  });
}

function diagnostic(judged: JudgedFinding, patch: PatchReport) {
  const { file, line, column, rule } = judged.finding;
  return {
    message: findingText(judged, labels(judged, patch)),
    location: { path: file, range: { start: { line, column } } },
    severity: SEVERITIES[shownSeverity(judged)],
    code: { value: rule },
  };
}

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' };
