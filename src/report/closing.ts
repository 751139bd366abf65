import type { Origin } from '../rules/index.js';
import { coveragePhrase } from './coverage.js';
import type { Report } from './report.js';
import { fixesPhrases, summaryPhrases } from './summary.js';
import { fill, INDENT } from './wrap.js';

/** How the end of a report is told. */
interface ClosingOptions {
  readonly include: readonly Origin[];
  readonly columns: number;
  /** Everything that was not analysed is listed already. */
  readonly verbose: boolean;
}

/** What follows the findings: what the patches mend, what was not analysed, and the sums, which are the last line. */
export function closingLines(report: Report, { include, columns, verbose }: ClosingOptions): string[] {
  const coverage = verbose ? undefined : coveragePhrase(report.patches);
  const sums = summaryPhrases(report, include, verbose);
  const set = (phrases: readonly string[]) =>
    fill(phrases, columns - INDENT).map((line, i) => (i > 0 ? `  ${line}` : line));
  return [
    ...set(fixesPhrases(report)),
    ...(coverage ? set(`${coverage} (--verbose lists them)`.split(' ')) : []),
    ...set(sums.map((phrase, i) => (i < sums.length - 1 ? `${phrase};` : phrase))),
  ];
}
