import type { JudgedFinding, PatchReport, Report } from '../report/index.js';

/**
 * Compares a report with that of an earlier version of the series, which the user named `input`: ids are the key. A
 * version in which nothing could be checked says nothing about what is new.
 */
export async function compareVersions(report: Report, earlier: Report, input: string): Promise<Report> {
  const diagnostics = [...report.diagnostics, ...earlier.diagnostics];
  if (earlier.patches.length === 0) return { ...report, diagnostics };
  const { isOwn, ownFindings } = await import('../report/index.js');
  const before = new Map(ownFindings(earlier).map((judged) => [judged.finding.id, judged]));
  const known = new Set(
    earlier.patches.flatMap((patch) => patch.findings.filter((j) => isOwn(j, patch)).map((j) => j.finding.id)),
  );
  const label = (judged: JudgedFinding): JudgedFinding => ({
    ...judged,
    since: known.has(judged.finding.id) ? 'still' : 'new',
  });
  const labelled = (patch: PatchReport): PatchReport => ({
    ...patch,
    findings: patch.findings.map((judged) => (isOwn(judged, patch) ? label(judged) : judged)),
  });
  const there = new Set(
    report.patches.flatMap(({ findings }) => findings.filter(isThere)).map(({ finding }) => finding.id),
  );
  const fixed = [...before.values()].filter(({ finding }) => !there.has(finding.id));
  return {
    ...report,
    patches: report.patches.map(labelled),
    diagnostics,
    since: { input, fixed: fixed.map((judged) => ({ ...judged, since: 'fixed' })) },
  };
}

/** At the end of the series, that is. */
function isThere({ finding: { origin } }: JudgedFinding): boolean {
  return origin === 'introduced' || origin === 'preexisting';
}
