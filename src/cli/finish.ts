import type { Look, Report } from '../report/index.js';
import type { Diagnostic } from '../text/index.js';
import { emit } from './output.js';
import { type ColorWhen, type Telling, wantsColor } from './telling.js';

/** Prints a report and sets the exit code. Text sends what was wrong with the inputs to stderr; JSON holds it. */
export async function finish(report: Report, telling: Telling): Promise<void> {
  const { reaches, renderJson, renderReportFtrace, renderText } = await import('../report/index.js');
  const failed = report.diagnostics.some(({ level }) => level === 'error');
  process.exitCode = failed ? 2 : reaches(report, telling.failOn) ? 1 : 0;
  if (telling.format === 'json') return emit(renderJson(report, telling.include), telling.output);
  await tellDiagnostics(report.diagnostics, telling);
  if (telling.format === 'ftrace') return emit(renderReportFtrace(report, telling.include), telling.output);
  emit(renderText(report, { ...telling, ...(await lookOf(telling)) }), telling.output);
}

/** How text is made for where it goes: as wide as a terminal has columns, within reason; the same for all files. */
export async function lookOf({ color, output }: Pick<Telling, 'color' | 'output'>): Promise<Look> {
  const { COLUMNS } = await import('../report/index.js');
  const stream = output === undefined ? process.stdout : undefined;
  const columns = stream?.isTTY === true ? Math.max(stream.columns, LEAST_COLUMNS) : COLUMNS;
  return { color: wantsColor(color, stream), columns: Math.min(columns, COLUMNS) };
}

/** Below this a ledger has no room for its reasons. */
const LEAST_COLUMNS = 72;

/** Notes are for somebody who looks: a caller such as b4 takes every line on stderr for a failure. */
export async function tellDiagnostics(
  diagnostics: readonly Diagnostic[],
  { color, quiet, verbose }: { color: ColorWhen; quiet: boolean; verbose: boolean },
): Promise<void> {
  const { diagnosticLine } = await import('../report/index.js');
  const notes = verbose || (process.stderr.isTTY === true && !quiet);
  for (const diagnostic of diagnostics)
    if (notes || diagnostic.level !== 'note')
      process.stderr.write(`${diagnosticLine(diagnostic, wantsColor(color, process.stderr))}\n`);
}
