import type { JudgedFinding } from './report.js';

/** A finding as a few plain lines for a program that shows messages: what, verdict, id and `labels`, why, what to do. */
export function findingText({ finding, verdict }: JudgedFinding, labels: readonly string[]): string {
  return [
    `${finding.message} (${[`${verdict.outcome} ${finding.id}`, ...labels].join(', ')})`,
    finding.why,
    ...(verdict.outcome === 'confirmed' ? [] : [`not confirmed by replay: ${verdict.because}`]),
    ...(finding.suggestion ? [`suggested: ${finding.suggestion}`] : []),
  ].join('\n');
}
