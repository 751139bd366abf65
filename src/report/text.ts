import pc from 'picocolors';
import type { Origin } from '../rules/index.js';
import { type Diagnostic, printable } from '../text/index.js';
import { findingBlock, type Look, terseLine } from './block.js';
import type { PatchReport, Report } from './report.js';
import { shownFindings, tally } from './selection.js';
import { fill, INDENT } from './wrap.js';

export interface TextOptions extends Look {
  /** Print nothing when nothing is found. */
  readonly quiet: boolean;
  /** One line a finding, as checkpatch does. */
  readonly terse: boolean;
  /** With `terse`: the rule's name, as checkpatch does. */
  readonly showTypes: boolean;
  readonly summary: boolean;
  /** List the functions that were not analysed. */
  readonly verbose: boolean;
  /** Origins to show besides introduced ones. */
  readonly include: readonly Origin[];
}

/** The report as a person reads it. The first line of a finding is as GCC prints it, all lines below it start with blanks. */
export function renderText(report: Report, options: TextOptions): string {
  const numbered = report.patches.filter(({ kind }) => kind === 'patch').length;
  const blocks = report.patches.flatMap((patch) => patchBlocks(patch, numbered, options));
  const lines = options.terse ? blocks.flat() : blocks.flatMap((block, i) => (i > 0 ? ['', ...block] : block));
  const skipped = options.verbose ? report.patches.flatMap(skippedLines) : [];
  const silent = options.quiet && lines.length === 0;
  const summary = options.summary && !silent ? summaryLines(report, options) : [];
  return [...lines, ...skipped, ...summary].map((line) => `${line}\n`).join('');
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

/** `[PATCH v2 3/7]` is said by the number of the patch already. */
function withoutTag(subject: string): string {
  return subject.replace(/^(?:\[[^\]]*\]\s*)+(?=\S)/, '');
}

function skippedLines(patch: PatchReport): string[] {
  return patch.skipped.map(({ file, line, function: name, reason }) =>
    printable(`${file}:${line}: note: ${name}() not analysed: ${reason}`),
  );
}

function summaryLines(report: Report, options: TextOptions): string[] {
  const { confirmed, unconfirmed, refuted, asides, ...hidden } = tally(report);
  const skipped = report.patches.reduce((sum, patch) => sum + patch.skipped.length, 0);
  const list = options.verbose ? 'listed above' : '--verbose lists them';
  const parts = [
    `${subjectOfSummary(report)}: ${confirmed} confirmed, ${unconfirmed} unconfirmed`,
    ...(asides > 0 ? [`${asides} in asides`] : []),
    ...(['preexisting', 'transient', 'resolved'] as const)
      .filter((origin) => hidden[origin] > 0 && !options.include.includes(origin))
      .map((origin) => `${hidden[origin]} ${origin} not shown (--include ${origin})`),
    ...(options.verbose && refuted > 0 ? [`${refuted} refuted by replay`] : []),
    ...(skipped > 0 ? [`${plural(skipped, 'function')} not analysed (${list})`] : []),
  ];
  const phrases = parts.map((part, i) => (i < parts.length - 1 ? `${part};` : part));
  return fill(phrases, options.columns - INDENT).map((line, i) => (i > 0 ? `  ${line}` : line));
}

function subjectOfSummary({ patches, tree }: Report): string {
  if (patches.some(({ kind }) => kind === 'scan')) return 'scan';
  const own = patches.filter(({ kind }) => kind === 'patch');
  const asides = patches.length - own.length;
  return [
    plural(own.length, 'patch', 'patches'),
    ...(asides > 0 ? [plural(asides, 'aside')] : []),
    ...(patches.length > 0 ? limitOf(patches, tree) : []),
  ].join(', ');
}

/** What of the patches was not seen in full. Without a tree none can apply, which is no fault of theirs. */
function limitOf(patches: readonly PatchReport[], tree: Report['tree']): string[] {
  if (tree.kind === 'none') return ['hunks only (no tree)'];
  const failed = patches.filter(({ applied }) => !applied).length;
  return failed > 0 ? [`${failed} not applied`] : [];
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
