import { printable } from '../text/index.js';
import type { SimulatedOperation } from './simulate.js';

/**
 * A line for each operation, as people read it: what it returned, and the selected page after it. `width` is that of the
 * longest operation. The text comes in pieces of many lines.
 */
export function* simulationText(operations: Iterable<SimulatedOperation>, width: number): Generator<string> {
  const column = Math.min(width, WIDEST);
  yield* pieces(operations, (operation) => textLine(operation, column));
}

/** Names may be long; the columns shall not run away with one. */
const WIDEST = 40;

/** One JSON object a line for each operation, in pieces of many lines; `ret` is null for void. */
export function simulationJson(operations: Iterable<SimulatedOperation>): Generator<string> {
  return pieces(operations, jsonLine);
}

/** Below this a write costs more than its text. */
const PIECE = 64 * 1024;

function* pieces(
  operations: Iterable<SimulatedOperation>,
  lineOf: (operation: SimulatedOperation) => string,
): Generator<string> {
  let piece = '';
  for (const operation of operations) {
    piece += `${lineOf(operation)}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function textLine(operation: SimulatedOperation, width: number): string {
  const { text, ret, raw, count, bugs } = operation;
  const marks = [...blocksAndHolders(operation), ...(bugs.length > 0 ? bugTexts(bugs) : [])];
  const more = marks.length > 0 ? ` ${marks.join(' ')}` : '';
  return printable(`${text.padEnd(width)}   -> ret=${ret} raw=${raw} count=${count}${more}`);
}

function blocksAndHolders({ counts, holders = {}, freed, blocks = [] }: SimulatedOperation): readonly string[] {
  const held = Object.entries(holders).map(([holder, n]) => `${holder}:${n}`);
  return [
    ...(counts ? [`counts=${shortened(counts)}`] : []),
    ...(held.length > 0 ? [`holders=${held.join(',')}`] : []),
    ...(freed ? ['[FREED]'] : []),
    ...blocks.map(([first, last]) => `[pages ${first === last ? first : `${first}..${last}`}]`),
  ];
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

/** A check of which no source was read is on line 0: programs find a number there in any case. */
function jsonLine({ line: _, text: __, op, args, ret, raw, count, freed, bugs, ...more }: SimulatedOperation): string {
  const told = bugs.map(({ condition, file, line = 0, function: name }) => ({ condition, file, line, function: name }));
  return JSON.stringify({ op, args, ret, raw, count, freed, bugs: told, ...more });
}
