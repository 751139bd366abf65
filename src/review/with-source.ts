import type { JudgedFinding } from '../report/index.js';
import { excerptOf, type ImagePair } from '../tree/index.js';

/** Keeps the function that a finding is in, as the patch has it; what the patch resolves is in the version before. */
export function withSource(judged: JudgedFinding, changes: readonly ImagePair[]): JudgedFinding {
  const { file, line, origin, trace } = judged.finding;
  const side = origin === 'resolved' ? 'pre' : 'post';
  const pair = changes.find((change) => change[side]?.path === file);
  const steps = trace?.file === file ? trace.steps : [];
  const source = pair && excerptOf(pair, side, [line, ...steps.map(({ loc }) => loc.line)]);
  return source ? { ...judged, source } : judged;
}
