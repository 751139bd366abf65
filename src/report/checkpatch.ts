import type { DiffLine } from '../input/index.js';
import { labelledText } from './block.js';
import { inLine, withoutCommands } from './foreign.js';
import type { JudgedFinding, PatchReport, Report } from './report.js';
import { shownFindings, shownSeverity } from './selection.js';
import type { TextOptions } from './text.js';

export interface CheckpatchOptions extends TextOptions {
  /** Places are those of the source, not of the patch: checkpatch's `--showfile`. */
  readonly showFile: boolean;
}

/**
 * The report as scripts/checkpatch.pl prints its own: report() for a finding, with `--terse`, `--showfile` and
 * `--show-types`, and the line of totals at the end of process(). A note is a CHECK. Where the patch does not show the
 * line, and in a scan, the place is given as `checkpatch -f` does.
 */
export function renderCheckpatch(report: Report, options: CheckpatchOptions): string {
  const shown = report.patches.flatMap((patch) =>
    shownFindings(patch, options.include).map((judged) => ({ judged, patch })),
  );
  const blocks = shown.map(({ judged, patch }) => findingLines(judged, patch, options));
  const isSilent = !options.summary || (options.quiet && shown.length === 0);
  const severities = shown.map(({ judged }) => shownSeverity(judged));
  const lines = [...blocks.flat(), ...(isSilent ? [] : [totals(severities, report)])];
  return lines.map((line) => `${withoutCommands(line)}\n`).join('');
}

function findingLines(judged: JudgedFinding, patch: PatchReport, options: CheckpatchOptions): string[] {
  const { file, line } = judged.finding;
  const shown = diffLineOf(judged, patch);
  const source = `${inLine(file)}:${line}`;
  const text = labelledText(judged, patch, options.showTypes).replace(/^NOTE:/, 'CHECK:');
  const inPatch = shown && patch.patch ? `${inLine(patch.patch.input)}:${shown.inputLine}` : source;
  if (options.terse) return [`${options.showFile ? source : inPatch}: ${text}`];
  const code = shown ? `${MARKS[shown.kind]}${shown.text}` : `+${stepText(judged)}`;
  const head = options.showFile ? [`${source}: ${text}`] : [text, `#${shown?.inputLine ?? line}: FILE: ${source}:`];
  return [...head, inLine(code), ''];
}

const MARKS: Readonly<Record<DiffLine['kind'], string>> = { context: ' ', added: '+', removed: '-' };

/** The line of the patch that the finding is at. */
function diffLineOf({ finding }: JudgedFinding, { patch }: PatchReport): DiffLine | undefined {
  const lines = (patch?.files ?? [])
    .filter(({ newPath }) => newPath === finding.file)
    .flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
  return lines.find(({ newLine }) => newLine === finding.line);
}

function stepText({ finding }: JudgedFinding): string {
  return finding.trace?.steps.find(({ loc }) => loc.line === finding.line)?.text ?? '';
}

function totals(severities: readonly string[], report: Report): string {
  const count = (severity: string) => severities.filter((one) => one === severity).length;
  const checks = count('note') > 0 ? `${count('note')} checks, ` : '';
  const files = report.patches.flatMap(({ patch }) => patch?.files ?? []);
  const lines = files.flatMap(({ hunks }) => hunks).reduce((sum, hunk) => sum + hunk.lines.length, 0);
  return `total: ${count('error')} errors, ${count('warning')} warnings, ${checks}${lines} lines checked`;
}
