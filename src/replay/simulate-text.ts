import { printable } from '../text/index.js';
import type { SimulatedOperation } from './simulate.js';

/** One line for each operation, as people read it: what it returned, and the selected page after it. */
export function simulationText(operations: readonly SimulatedOperation[]): string {
  const width = operations.reduce((widest, { text }) => Math.max(widest, text.length), 0);
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
    ...bugTexts(bugs),
  ];
  return printable(`${text.padEnd(width)}   -> ${parts.join(' ')}`);
}

/** A check that fires for many pages of a block is told once. */
function bugTexts(bugs: SimulatedOperation['bugs']): string[] {
  const times = new Map<string, number>();
  for (const bug of bugs) {
    const text = `BUG: ${bug.condition}@${placeText(bug)}:${bug.function}`;
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  return [...times].map(([text, n]) => (n === 1 ? `[${text}]` : `[${text}, ${n} times]`));
}

/** `mm/page_alloc.c`, and the line where it is known. */
function placeText({ file, line }: SimulatedOperation['bugs'][number]): string {
  return line === undefined ? file : `${file}:${line}`;
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
