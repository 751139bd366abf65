import pc from 'picocolors';
import type { Origin } from '../rules/index.js';
import { type Diagnostic, printable } from '../text/index.js';
import { findingBlock, type Look, terseLine } from './block.js';
import { closingLines } from './closing.js';
import { skippedText } from './coverage.js';
import type { PatchReport, Report } from './report.js';
import { shownFindings } from './selection.js';
import { withoutTag } from './summary.js';

export interface TextOptions extends Look {
  /** Print nothing when nothing is found. */
  readonly quiet: boolean;
  /** One line a finding, as checkpatch does. */
  readonly terse: boolean;
  /** With `terse`: the rule's name, as checkpatch does. */
  readonly showTypes: boolean;
  readonly summary: boolean;
  /** List the functions that were not analysed, or not in full. */
  readonly verbose: boolean;
  /** The command that shows a finding again, by its id. */
  readonly replayCommand?: (id: string) => string;
  /** Origins to show besides introduced ones. */
  readonly include: readonly Origin[];
}

/** The report as a person reads it. The first line of a finding is as GCC prints it, all lines below it start with blanks. */
export function renderText(report: Report, options: TextOptions): string {
  return renderFindings(report, options) + renderClosing(report, options);
}

/** The findings, and what was asked for besides; what is to be said of the inputs comes behind it. */
export function renderFindings(report: Report, options: TextOptions): string {
  const numbered = report.patches.filter(({ kind }) => kind === 'patch').length;
  const blocks = report.patches.flatMap((patch) => patchBlocks(patch, numbered, options));
  const lines = options.terse ? blocks.flat() : blocks.flatMap((block, i) => (i > 0 ? ['', ...block] : block));
  const skipped = options.verbose ? report.patches.flatMap(skippedLines) : [];
  return asText([...lines, ...skipped, ...fixedLines(report)]);
}

/** The end of it; silent where that was asked for and nothing was found. */
export function renderClosing(report: Report, options: TextOptions): string {
  const isSilent =
    options.quiet &&
    !report.since?.fixed.length &&
    report.patches.every((p) => shownFindings(p, options.include).length === 0);
  return options.summary && !isSilent ? asText(closingLines(report, options)) : '';
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** A diagnostic as one line, `INPUT:LINE: level: message`. */
export function diagnosticLine({ input, line, level, message }: Diagnostic, color: boolean): string {
  const { bold, red, magenta, cyan } = pc.createColors(color);
  const paint = { error: red, warning: magenta, note: cyan }[level];
  const place = printable(line === undefined ? input : `${input}:${line}`);
  return `${bold(`${place}:`)} ${bold(paint(`${level}:`))} ${printable(message)}`;
}

/** A block for each finding; the heading of the patch opens the first one. */
function patchBlocks(patch: PatchReport, patches: number, options: TextOptions): string[][] {
  const shown = shownFindings(patch, options.include);
  if (options.terse) return shown.map((judged) => [terseLine(judged, patch, options.showTypes)]);
  const heading = headingOf(patch, patches);
  const { bold } = pc.createColors(options.color);
  return shown.map((judged, i) => [
    ...(i === 0 && heading ? [bold(heading)] : []),
    ...findingBlock(judged, patch, options),
  ]);
}

function headingOf(patch: PatchReport, patches: number): string | undefined {
  const subject = printable(patch.subject);
  switch (patch.kind) {
    case 'aside':
      return `aside in reply "${subject}":`;
    case 'patch':
      return patches > 1 ? `patch ${patch.index}/${patches}: ${withoutTag(subject)}` : undefined;
    case 'scan':
      return undefined;
  }
}

function skippedLines(patch: PatchReport): string[] {
  return patch.skipped.map((skipped) => printable(`${skipped.file}:${skipped.line}: note: ${skippedText(skipped)}`));
}

/** What the version before had and this one has not; no editor is to jump there, so the lines start with blanks. */
function fixedLines({ since }: Report): string[] {
  if (!since || since.fixed.length === 0) return [];
  const lines = since.fixed.map(({ finding }) => {
    const { file, function: name, message, rule, id } = finding;
    return `  ${file}: ${name}(): ${message} [${rule}] (fixed ${id})`;
  });
  return [`fixed since ${since.input}:`, ...lines].map(printable);
}
