import type { JudgedFinding, PatchReport } from '../report/index.js';
import type { Finding } from '../rules/index.js';
import type { PatchEffect } from './callers.js';

/**
 * Says of each patch which findings it mends: those that it resolves, and that would have been shown before it. Code that
 * moved, was written anew, or was not read in full afterwards, mends nothing; nor does a patch that puts right what its own series
 * brought, by itself or by what it made of a callee.
 */
export function withFixes(patches: readonly PatchReport[], effects: readonly PatchEffect[]): PatchReport[] {
  const brought = new Set(
    patches.flatMap((patch) => patch.findings.filter(isBrought).map(({ finding }) => finding.id)),
  );
  return patches.map((patch, i) => {
    const earlier = effects.filter(({ at }) => at < i).map(({ change }) => change.name);
    const mended = patch.findings.filter(
      (j) => isMended(j, patch) && !brought.has(j.finding.id) && !earlier.some((name) => isCalled(name, j)),
    );
    return { ...patch, fixes: [...new Set(mended.map(({ finding }) => finding.id))] };
  });
}

function isBrought({ finding: { origin } }: JudgedFinding): boolean {
  return origin === 'introduced' || origin === 'transient';
}

function isMended(judged: JudgedFinding, { findings, skipped, patch }: PatchReport): boolean {
  const { finding } = judged;
  const { origin, severity, isRemoved } = finding;
  if (origin !== 'resolved' || severity === 'note' || isRemoved || isRewritten(judged, patch)) return false;
  const isStillThere = findings.some(({ finding: other }) => other.origin !== 'resolved' && isAlike(other, finding));
  return (
    !isStillThere && !skipped.some(({ file, function: name }) => file === finding.file && name === finding.function)
  );
}

/** Is nothing left of what the path does to the count? */
function isRewritten({ finding, verdict }: JudgedFinding, patch: PatchReport['patch']): boolean {
  const [run] = verdict.runs;
  if (!run) return false;
  const changed = patch?.files.find(({ oldPath }) => oldPath === finding.file);
  const lines = changed?.hunks.flatMap((hunk) => hunk.lines) ?? [];
  const texts = (wanted: string) => lines.filter(({ kind }) => kind === wanted).map(({ text }) => text.trim());
  const added = texts('added');
  const removed = new Set(texts('removed').filter((text) => !added.includes(text)));
  return run.rows.filter(({ before, after }) => before !== after).every(({ step }) => removed.has(step.text));
}

type Place = Pick<Finding, 'id' | 'rule' | 'file' | 'origin'>;

/** The same hazard, or one that the patch has put elsewhere in the file. */
function isAlike(other: Place, gone: Place): boolean {
  return (
    other.id === gone.id || (other.origin === 'introduced' && other.rule === gone.rule && other.file === gone.file)
  );
}

function isCalled(name: string, { finding }: JudgedFinding): boolean {
  return finding.trace?.steps.some(({ text }) => RegExp(`\\b${name}\\s*\\(`).test(text)) ?? false;
}
