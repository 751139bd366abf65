import type { Report } from '../report/index.js';
import { tellDiagnostics } from './finish.js';
import { emit } from './output.js';
import { suppressionLine } from './suppression-file.js';

const HEADER = '# foliolint baseline: ID RULE FUNCTION FILE';

/** Writes the findings that patches answer for to `file`, sorted, each once. Throws UsageError when that fails. */
export async function writeBaseline(report: Report, file: string): Promise<void> {
  const { ownFindings } = await import('../report/index.js');
  const found = [...new Map(ownFindings(report).map(({ finding }) => [finding.id, finding])).values()];
  const keyed = found.map((finding) => [
    `${finding.file} ${finding.function} ${finding.id}`,
    suppressionLine(finding, ''),
  ]);
  const lines = keyed.sort(([a], [b]) => (a! < b! ? -1 : 1)).map(([, line]) => line);
  await tellDiagnostics(report.diagnostics, { color: 'auto', quiet: false, verbose: false });
  if (report.diagnostics.some(({ level }) => level === 'error')) process.exitCode = 2;
  emit(`${[HEADER, ...lines].join('\n')}\n`, file);
  process.stdout.write(`${lines.length} ${lines.length === 1 ? 'finding' : 'findings'} written to ${file}\n`);
}
