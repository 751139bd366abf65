import type { Operation } from '../analysis/index.js';
import { cut, printable } from '../text/index.js';
import { holderName } from './claims.js';
import type { LedgerRow, Run } from './verdict.js';

/** Before the line number: four blanks, the mark, a blank. */
const INDENT = 6;
const GAP = '   ';
/** Columns that reasons may take from the source text; it keeps 20 in any case. */
const OTHERS = 60;
const LEAST_TEXT = 20;

/**
 * Prints a run as lines of at most `width` columns, indent included: line number, source text, count before and after, and who or why.
 * `>` marks the first row with a fault, or the row that ends the path. No line holds an escape code.
 */
export function ledgerLines(run: Run, width = 100): readonly string[] {
  if (run.table) return run.table.map((line) => cut(printable(line), width));
  const fault = run.rows.findIndex((row) => row.fault !== undefined);
  const marked = fault >= 0 ? fault : run.rows.length - 1;
  const cells = run.rows.map((row, i) => cellsOf(row, i === run.rows.length - 1 ? run : undefined));
  const widest = (pick: (c: Cells) => string) => Math.max(0, ...cells.map((c) => [...pick(c)].length));
  const number = widest((c) => c.line);
  const count = widest((c) => c.count);
  const room = width - INDENT - number - count - 3 * GAP.length - widest((c) => c.why);
  const text = Math.min(
    Math.max(LEAST_TEXT, width - OTHERS, room),
    widest((c) => c.text),
  );
  return cells.map((c, i) => {
    const mark = i === marked ? '>' : ' ';
    const source = pad(cut(c.text, text), text);
    const line = [`    ${mark} ${c.line.padStart(number)}`, source, c.count.padEnd(count), c.why].join(GAP);
    return cut(line.trimEnd(), width);
  });
}

interface Cells {
  readonly line: string;
  readonly text: string;
  readonly count: string;
  readonly why: string;
}

/** `ended` is the run when the row is its last. */
function cellsOf(row: LedgerRow, ended: Run | undefined): Cells {
  const { step, before, after } = row;
  const ownMove = step.text === '';
  const held = row.holders.path ?? 0;
  const leaks = ended !== undefined && ended.left > 0 && !ended.faulty;
  const change = before === after ? `${after}` : `${before} -> ${after}`;
  const shown = step.operation || before !== after ? change : '';
  const count = leaks ? `${shown || held}, due ${held - ended.left}` : shown;
  return {
    line: ownMove ? '' : String(step.loc.line),
    text: clean(ownMove ? `(${step.event})` : step.text),
    count,
    why: clean(rowReason(row)),
  };
}

/** What a row says besides its counts: the fault, why the count changed, which way a branch went; empty for none. */
export function rowReason({ step, fault, fired }: LedgerRow): string {
  return fault ?? fired ?? step.because ?? (step.operation ? reason(step.operation) : decision(step.event));
}

function clean(text: string): string {
  return printable(text.replace(/\s+/g, ' ').trim());
}

/** Which way a branch went; the event is in the words of the condition, whatever `!` stands around it in the source. */
function decision(event: string): string {
  return / is (true|false)$/.test(event) && event.length <= 40 ? event : '';
}

function reason(operation: Operation): string {
  switch (operation.kind) {
    case 'allocate':
      return operation.frozen ? 'allocated frozen' : 'allocated here';
    case 'get':
      return operation.pin ? 'pinned here' : 'taken here';
    case 'put':
      return operation.pin ? 'unpinned here' : 'dropped here';
    case 'move-to':
      return `now ${possessive(operation.holder)}`;
    case 'move-from':
      return `${possessive(operation.holder)} becomes ours`;
    case 'add':
      return `taken for ${holderName(operation.holder)}`;
    case 'drop':
      return `drops ${possessive(operation.holder)}, not ours`;
    case 'freeze':
      return 'frozen';
    case 'unfreeze':
      return 'live again';
    case 'set':
      return 'stored, whatever it was';
    case 'free':
      return 'freed';
    case 'use':
      return 'used';
  }
}

function possessive(holder: string): string {
  return `${holderName(holder)}'s`;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length));
}
