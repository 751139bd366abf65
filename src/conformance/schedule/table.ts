import { fieldText } from '../../page/index.js';
import type { Threads } from '../../replay/index.js';
import type { BrokenSchedule } from './explore.js';
import { INVARIANTS } from './invariants.js';
import type { Move } from './world.js';

/** A schedule by its threads: what each of its steps is, in the words of the lines below. */
export function threadsOf({ scenario, moves }: BrokenSchedule): Threads {
  return {
    names: scenario.threads.map(({ name }) => name),
    moves: moves.map((move) => ({ thread: move.thread, lines: linesOf(move).map(({ text }) => text) })),
  };
}

/** A schedule as lines: a column for each thread, what the field holds after each step, and what the last one breaks. */
export function scheduleLines({ scenario, moves, start, invariant }: BrokenSchedule): readonly string[] {
  const heads = scenario.threads.map(({ name }, i) => `${'ABC'[i]}: ${name}`);
  const cells = moves.flatMap((move) => linesOf(move));
  const widths = heads.map((head, thread) =>
    Math.max(head.length, ...cells.filter((cell) => cell.thread === thread).map(({ text }) => text.length)),
  );
  const number = String(moves.length).length;
  const line = (mark: string, step: string, texts: readonly string[], count: string) =>
    `    ${mark} ${step.padStart(number)}   ${texts.map((text, i) => text.padEnd(widths[i]!)).join('   ')}   ${count}`.trimEnd();
  let step = 0;
  return [
    line(' ', '', heads, '_refcount'),
    line(
      ' ',
      '',
      heads.map(() => ''),
      fieldText(start),
    ),
    ...cells.map(({ thread, text, count, counts }) => {
      if (counts) step++;
      const texts = heads.map((_, i) => (i === thread ? text : ''));
      const last = counts && step === moves.length;
      return line(last ? '>' : ' ', counts ? String(step) : '', texts, counts ? count : '');
    }),
    line(' ', '', [INVARIANTS[invariant].broken], ''),
  ];
}

interface Cell {
  readonly thread: number;
  readonly text: string;
  readonly count: string;
  /** False for the line that only names the call. */
  readonly counts: boolean;
}

function linesOf({ thread, begins, access, ret, world }: Move): Cell[] {
  const count = fieldText(world.memory.pages[0]!.raw);
  const told = ret === undefined ? '' : ` = ${fieldText(ret)}`;
  if (!access) return [{ thread, text: `${begins ?? ''}${told}`, count, counts: true }];
  const call = begins ? [{ thread, text: begins, count: '', counts: false }] : [];
  const operation = access.operation === begins ? begins : access.operation.replace(/^atomic_/, '');
  return [...call, { thread, text: `  ${operation}${told}`, count, counts: true }];
}
