import pc from 'picocolors';
import type { LedgerRow } from '../replay/index.js';
import { cut, printable } from '../text/index.js';
import { headline, type Look } from './block.js';
import { replayFindingJson, stringify } from './json.js';
import type { JudgedFinding, Report } from './report.js';
import { firstDifference, type RowPair, rowPairs } from './row-pairs.js';

/**
 * What `replay --compare base` prints: the ledger of each path beside that of the same path before the patch. `-` is a
 * row that only the base has, `+` one that only the patched version has, `>` the first one that makes them differ.
 */
export function renderComparison(findings: readonly JudgedFinding[], look: Look): string {
  const blocks = findings.map((judged) => [headline(judged, look.color), ...comparisonLines(judged, look)]);
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

/** The same as JSON: the findings as `replay` has them, each with `compare`. */
export function renderComparisonJson(report: Report, findings: readonly JudgedFinding[]): string {
  return stringify({
    schema: 1,
    tool: { name: report.tool.name, version: report.tool.version },
    findings: findings.map((judged) => ({ ...replayFindingJson(judged), compare: comparisonJson(judged) })),
  });
}

function comparisonJson(judged: JudgedFinding) {
  const pairs = rowPairs(judged);
  if (!pairs) return { because: whyNone(judged), world: null, rows: [], firstDifference: null };
  const first = firstDifference(pairs);
  return {
    because: null,
    world: judged.base?.kind === 'run' ? judged.base.patched.world : null,
    rows: pairs.map(({ base, patched }) => ({ base: sideJson(base), patched: sideJson(patched) })),
    firstDifference: first < 0 ? null : first,
  };
}

function sideJson(row: LedgerRow | undefined) {
  if (!row) return null;
  const { step, before, after, holders, fault } = row;
  return { line: step.loc.line, text: step.text, event: step.event, before, after, holders, fault: fault ?? null };
}

function whyNone({ base, finding }: JudgedFinding): string {
  if (base?.kind === 'none') return base.because;
  return finding.origin === 'resolved' ? 'this path is the one before the patch' : 'the finding is not about one path';
}

function comparisonLines(judged: JudgedFinding, look: Look): string[] {
  const pairs = rowPairs(judged);
  if (!pairs || judged.base?.kind !== 'run') return [`  nothing to compare with: ${printable(whyNone(judged))}`];
  const first = firstDifference(pairs);
  const last = first < 0 ? 'the counts and their holders do not differ' : `first difference: ${placeOf(pairs[first]!)}`;
  return [`  ${printable(judged.base.patched.world)}:`, ...table(pairs, first, look), `  ${last}`];
}

function placeOf({ base, patched }: RowPair): string {
  return patched ? `line ${patched.step.loc.line}` : `line ${base!.step.loc.line} of the base`;
}

const HEADINGS = ['', '', '', 'base', 'patched', ''];
const GAP = '  ';
/** Four blanks, the mark, a blank. */
const INDENT = 6;
/** What source text keeps in any case. */
const LEAST_TEXT = 20;

function table(pairs: readonly RowPair[], marked: number, { color, columns }: Look): string[] {
  const { bold, dim } = pc.createColors(color);
  const cells = [HEADINGS, ...pairs.map(cellsOf)];
  const widths = HEADINGS.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
  const others = widths.reduce((sum, width, i) => sum + (i === 2 || i === 5 ? 0 : width), 0);
  const room = columns - INDENT - others - (HEADINGS.length - 1) * GAP.length - Math.min(widths[5]!, 36);
  widths[2] = Math.min(widths[2]!, Math.max(LEAST_TEXT, room));
  return cells.map((row, i) => {
    const mark = i > 0 && i - 1 === marked ? '>' : ' ';
    const fitted = row.map((cell, n) =>
      n === 1 ? cell.padStart(widths[n]!) : cut(cell, widths[n]!).padEnd(widths[n]!),
    );
    const line = cut(`    ${mark} ${fitted.join(GAP)}`.trimEnd(), columns);
    if (i === 0) return dim(line);
    return mark === '>' ? bold(line) : line;
  });
}

function cellsOf({ base, patched }: RowPair): string[] {
  const row = (patched ?? base)!;
  const sign = base && patched ? ' ' : base ? '-' : '+';
  const isOwnMove = row.step.text === '';
  const text = isOwnMove ? `(${row.step.event})` : row.step.text.replace(/\s+/g, ' ');
  const because = patched?.fault ?? base?.fault ?? row.step.because ?? '';
  const line = isOwnMove ? '' : String(row.step.loc.line);
  return [sign, line, printable(text), countText(base), countText(patched), printable(because)];
}

function countText(row: LedgerRow | undefined): string {
  if (!row) return '.';
  const { step, before, after } = row;
  if (before !== after) return `${before} -> ${after}`;
  return step.operation || step.event.startsWith('return') ? `${after}` : '';
}
