import { assumptionText } from '../analysis/index.js';
import type { JudgedFinding } from './report.js';

/** One thing that a finding takes for granted; `function` is the one that nobody has read, where it is one. */
export interface AssumptionTold {
  readonly kind: string;
  readonly function: string;
  readonly text: string;
}

/** What keeps a finding from being confirmed, each once, in the order of the path; nothing of one that is confirmed. */
export function assumptionsOf({ finding, verdict }: JudgedFinding): readonly AssumptionTold[] {
  if (verdict.outcome === 'confirmed') return [];
  const steps = (finding.trace?.steps ?? []).flatMap(({ assumes }) => assumes ?? []);
  const told = steps.map((it) => ({ kind: it.kind, function: it.name, text: assumptionText(it) }));
  const doubt = finding.doubt === undefined ? [] : [{ kind: 'context', function: '', text: finding.doubt }];
  return [...new Map([...told, ...doubt].map((it) => [it.text, it])).values()];
}
