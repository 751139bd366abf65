import type { SemanticsPair } from '../conformance/index.js';
import type { CallerSource } from '../kernel/index.js';
import type { JudgedFinding, PatchReport } from '../report/index.js';
import { contractChanges, type EffectChange, overSeries } from '../rules/index.js';
import { isWanted, judgeAll } from './judging.js';
import type { ReviewOptions } from './options.js';

/** A function whose effect a patch changes. */
export interface PatchEffect {
  readonly change: EffectChange;
  /** Index of the patch's report. */
  readonly at: number;
  readonly semantics: SemanticsPair;
}

/**
 * Tells callers that the series leaves as they were for what their callee did before, where a replay shows it, with the
 * last patch that changes the callee. A function that is wrong by itself, or a caller that is, has been told.
 */
export async function addContractChanges(
  source: CallerSource,
  effects: readonly PatchEffect[],
  reports: PatchReport[],
  options: ReviewOptions,
): Promise<void> {
  if (source.tree.kind === 'none' || !isWanted({ rule: 'contract-change' }, options)) return;
  const confirmed = reports.flatMap(({ findings }) => findings).filter(isConfirmed);
  const known = new Set(confirmed.map(({ finding: f }) => `${f.file} ${f.function}`));
  for (const { change, at, semantics } of overSeries(effects)) {
    if (known.has(`${change.file} ${change.name}`)) continue;
    const { findings, isCut } = await contractChanges(change, source, options.compare);
    const fresh = findings.filter(({ trace }) => !known.has(`${trace?.file} ${trace?.function}`));
    const shown = judgeAll(fresh, semantics, options).findings.filter(isConfirmed).slice(0, 1);
    const report = reports[at]!;
    const missed = { file: change.file, function: change.name, line: change.loc.line, reason: UNSEEN_CALLERS };
    reports[at] = {
      ...report,
      findings: [...report.findings, ...shown],
      skipped: isCut ? [...report.skipped, missed] : report.skipped,
    };
  }
}

const UNSEEN_CALLERS = 'its effect changes, and not all of its callers were looked at';

function isConfirmed({ finding, verdict }: JudgedFinding): boolean {
  return finding.origin === 'introduced' && verdict.outcome === 'confirmed';
}
