import { printable } from '../text/index.js';
import type { SimulatedOperation } from './simulate.js';

/** One line for each operation, as people read it: what it returned, and the selected page after it. */
export function simulationText(operations: readonly SimulatedOperation[]): string {
  const width = Math.max(0, ...operations.map(({ text }) => text.length));
  return operations.map((operation) => `${textLine(operation, Math.min(width, WIDEST))}\n`).join('');
}

/** Names may be long; the columns shall not run away with one. */
const WIDEST = 40;

function textLine(
  { text, ret, raw, count, counts, holders, freed, blocks, bugs }: SimulatedOperation,
  width: number,
): string {
  const held = Object.entries(holders ?? {}).map(([holder, n]) => `${holder}:${n}`);
  const parts = [
    `ret=${ret}`,
    `raw=${raw}`,
    `count=${count}`,
    ...(counts ? [`counts=${shortened(counts)}`] : []),
    ...(held.length > 0 ? [`holders=${held.join(',')}`] : []),
    ...(freed ? ['[FREED]'] : []),
    ...(blocks ?? []).map(([first, last]) => `[pages ${first === last ? first : `${first}..${last}`}]`),
    ...bugs.map((bug) => `[BUG: ${bug.condition}@${bug.file}:${bug.line}:${bug.function}]`),
  ];
  return printable(`${text.padEnd(width)}   -> ${parts.join(' ')}`);
}

function shortened(counts: readonly number[]): string {
  return counts.length <= 16 ? counts.join(',') : `${counts.slice(0, 15).join(',')},...`;
}

/** One JSON object a line for each operation; `ret` is null for void. */
export function simulationJson(operations: readonly SimulatedOperation[]): string {
  return operations
    .map(({ line, text, op, args, ret, raw, count, freed, bugs, ...more }) => {
      return `${JSON.stringify({ op, args, ret, raw, count, freed, bugs, ...more })}\n`;
    })
    .join('');
}
