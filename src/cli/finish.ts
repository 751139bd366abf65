import { writeSync } from 'node:fs';
import type { Form, Look, Report } from '../report/index.js';
import type { Diagnostic } from '../text/index.js';
import { exitCodeOf, internalReport, UsageError } from './failure.js';
import { emit } from './output.js';
import { type ColorWhen, type Telling, wantsColor } from './telling.js';

/**
 * Prints a report and sets the exit code. What was wrong with the inputs goes to stderr, unless the format holds it: behind
 * the findings, and in front of the last line, as a terminal shows both.
 */
export async function finish(report: Report, telling: Telling): Promise<void> {
  const { exitCodeOf: codeOf, FORMS } = await import('../report/index.js');
  const form: Form = FORMS[telling.format];
  const options = { ...telling, ...(await lookOf(telling)) };
  const { text, fault } = rendered(() => form.render(report, options));
  // What was found is told all the same.
  if (fault !== undefined) process.stderr.write(FORMS.text.render(report, { ...options, color: false }));
  const closing = form.closing?.(report, options) ?? '';
  process.exitCode = form.exitCode?.(report, options) ?? codeOf(report, telling.failOn);
  if (fault === undefined) emit(telling.output === undefined ? text : text + closing, telling.output);
  if (!form.holdsDiagnostics) await tellDiagnostics(report.diagnostics, telling);
  if (telling.output === undefined) emit(closing, undefined);
  if (form.description) describe(form.description(report, options));
  tellFault(fault ?? report.diagnostics.find((told) => told.fault !== undefined)?.fault);
}

/** A format that fails is lost, and nothing else. */
function rendered(render: () => string): { readonly text: string; readonly fault?: unknown } {
  try {
    return { text: render() };
  } catch (fault) {
    return { text: '', fault };
  }
}

/** The report is there, but something is missing from it that should not be. */
function tellFault(fault: unknown): void {
  if (fault === undefined) return;
  process.stderr.write(internalReport(fault));
  process.exitCode = exitCodeOf(fault);
}

/** Writes a line to the file descriptor that the caller opened for it, if it did. */
function describe(line: string): void {
  const fd = process.env.DESC_FD ?? '';
  if (!/^\d{1,4}$/.test(fd)) return;
  try {
    writeSync(Number(fd), `${line}\n`);
  } catch (error) {
    throw new UsageError(`DESC_FD=${fd}: ${(error as Error).message}`);
  }
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
    if (diagnostic.isDetail ? verbose : notes || diagnostic.level !== 'note')
      process.stderr.write(`${diagnosticLine(diagnostic, wantsColor(color, process.stderr))}\n`);
}
