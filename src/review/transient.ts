import type { JudgedFinding, PatchReport } from '../report/index.js';

/** What a later patch of the series resolves was only there in between. */
export function markTransient(patches: readonly PatchReport[]): PatchReport[] {
  return patches.map((patch, i) => {
    const later = patches.slice(i + 1).filter((p) => p.kind === 'patch');
    const gone = new Set(
      later
        .flatMap((p) => p.findings)
        .filter((j) => j.finding.origin === 'resolved')
        .map((j) => j.finding.id),
    );
    const mark = (j: JudgedFinding): JudgedFinding =>
      j.finding.origin === 'introduced' && gone.has(j.finding.id)
        ? { ...j, finding: { ...j.finding, origin: 'transient' } }
        : j;
    return { ...patch, findings: patch.findings.map(mark) };
  });
}
