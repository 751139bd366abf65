import type { PatchReport } from '../report/index.js';

/** Leaves out what was there before a patch where an earlier patch of the series tells it already. */
export function toldOnce(patches: readonly PatchReport[]): PatchReport[] {
  const known = new Set<string>();
  return patches.map((patch) => {
    const findings = patch.findings.filter(({ finding }) => finding.origin !== 'preexisting' || !known.has(finding.id));
    if (patch.kind === 'patch') for (const { finding } of findings) known.add(finding.id);
    return { ...patch, findings };
  });
}
