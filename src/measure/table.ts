import type { Row } from './set.js';

/** The rows below each other, each with what is required and whether it is kept. */
export function tableText(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map((row) => [row.measure, row.measured, row.required, verdict(row)])];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const HEAD = ['measure', 'measured', 'required', ''];

function verdict({ holds }: Row): string {
  if (holds === undefined) return '';
  return holds ? 'holds' : 'FALLS SHORT';
}
