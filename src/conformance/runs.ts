import { fieldText } from '../page/index.js';
import type { LedgerRow, Run } from '../replay/index.js';
import type { PatchedPrimitives } from './headers.js';
import { type BrokenSchedule, INVARIANTS, scheduleLines, threadsOf } from './schedule/index.js';
import type { SequenceStep, Violation } from './sequence/index.js';

/** A sequence of calls as a run: what the field holds around each call, and what the call returned. */
export function sequenceRun({ steps, rule }: Violation, primitives: PatchedPrimitives): Run {
  const rows = steps.map((step, i): LedgerRow => {
    const { line } = primitives.placeOf(nameOf(step));
    const fault = i === steps.length - 1 ? endOf(step, rule, primitives) : undefined;
    const because = step.ret === null ? undefined : `returns ${fieldText(step.ret)}`;
    return row({ line, text: step.text, event: 'call', because }, step, fault);
  });
  return { world: 'one page, one thread', order: 0, rows, left: 0, faulty: true, table: sequenceLines(steps, rows) };
}

function nameOf({ text }: SequenceStep): string {
  return text.slice(0, text.indexOf('('));
}

/** What the last call shows. */
function endOf({ bugs, ret }: SequenceStep, rule: Violation['rule'], primitives: PatchedPrimitives): string {
  const [bug] = bugs;
  if (bug) {
    const { line } = primitives.located(bug);
    return `${primitives.checkText(bug)} in ${bug.function}(), line ${line}`;
  }
  if (rule === 'dead-check') return 'nothing is reported';
  return ret === null ? 'void' : `returns ${fieldText(ret)}`;
}

interface Act {
  readonly line: number;
  readonly text: string;
  readonly event: string;
  readonly because?: string | undefined;
}

function row(
  { line, text, event, because }: Act,
  { before, after }: Pick<LedgerRow, 'before' | 'after'>,
  fault?: string,
): LedgerRow {
  const step = { loc: { line, column: 1 }, text, event, ...(because && { because }) };
  return { step, before, after, holders: {}, ...(fault && { fault }) };
}

function sequenceLines(steps: readonly SequenceStep[], rows: readonly LedgerRow[]): string[] {
  const width = Math.max(...steps.map(({ text }) => text.length));
  const counts = steps.map(({ before, after }) => `${fieldText(before)} -> ${fieldText(after)}`);
  const countWidth = Math.max('_refcount'.length, ...counts.map(({ length }) => length));
  const lines = steps.map(({ text, ret, bugs }, i) => {
    const last = i === steps.length - 1;
    const told = ret !== null ? `returns ${fieldText(ret)}` : last && bugs.length === 0 ? rows[i]!.fault! : '';
    const cells = [text.padEnd(width), counts[i]!.padEnd(countWidth), told];
    return `    ${last ? '>' : ' '} ${i + 1}   ${cells.join('   ')}`.trimEnd();
  });
  const end = steps.at(-1)!.bugs.length > 0 ? [`          ${rows.at(-1)!.fault}`] : [];
  return [`          ${' '.repeat(width)}   _refcount`, ...lines, ...end];
}

/** A schedule as a run: its rows are the shared accesses in their order, its lines have a column for each thread. */
export function scheduleRun(schedule: BrokenSchedule, primitives: PatchedPrimitives): Run {
  let before = schedule.start;
  const rows = schedule.moves.map(({ thread, begins, access, world, broken }): LedgerRow => {
    const name = schedule.scenario.threads[thread]!.name;
    const line = access ? primitives.located(access).line : 1;
    const after = world.memory.pages[0]!.raw;
    const text = `${name}: ${[begins, access?.operation].filter(Boolean).join(': ')}`;
    const result = row({ line, text, event: 'step' }, { before, after }, broken && INVARIANTS[broken].broken);
    before = after;
    return result;
  });
  const forms = { table: scheduleLines(schedule), threads: threadsOf(schedule) };
  return { world: schedule.scenario.name, order: 0, rows, left: 0, faulty: true, ...forms };
}
