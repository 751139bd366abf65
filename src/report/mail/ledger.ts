import { fieldText, type LedgerRow, ledgerLines, type Run } from '../../replay/index.js';
import { cut } from '../../text/index.js';
import type { JudgedFinding } from '../report.js';
import { inSentence, WIDTH } from './own-text.js';
import { withoutLineNumbers } from './words.js';

const INDENT = '  ';
const MARK = '<- this line';
/** What a step may take of a line; the rest is for the numbers and the holders. */
const MOST_STEP = 36;

interface Cells {
  readonly step: string;
  readonly delta: string;
  readonly refs: string;
  readonly note: string;
}

/** A run as a table for a mail: each step, by how much it changes the count, the count behind it, and who holds it. */
export function mailLedger(judged: JudgedFinding, run: Run): string[] {
  if (run.table) return tableLines(run);
  const rows = shownRows(run);
  const marked = rows.findLast(({ step }) => step.loc.line === judged.finding.line && step.text !== '');
  const names = rows.map((row) => ({ row, name: stepName(row) }));
  const widest = Math.max(...names.map(({ row, name }) => name.length + (row === marked ? MARK.length + 2 : 0)));
  const width = Math.min(MOST_STEP, Math.max(widest, 'on entry'.length));
  const cells = names.map(({ row, name }) => cellsOf(row, name, { marked: row === marked, width, run }));
  const entry = { step: 'on entry', delta: '', refs: String(rows[0]?.before ?? 0), note: heldOnEntry(run) };
  return [{ step: '', delta: '', refs: 'refs', note: 'held by' }, entry, ...cells].map(({ step, delta, refs, note }) =>
    `${INDENT}${cut(step, width).padEnd(width)} ${delta.padStart(5)} ${refs.padStart(5)}  ${note}`.trimEnd(),
  );
}

/** Up to the first fault; what decided the way before the first operation is left out. */
function shownRows({ rows }: Run): readonly LedgerRow[] {
  const fault = rows.findIndex((row) => row.fault !== undefined);
  const upTo = fault < 0 ? rows : rows.slice(0, fault + 1);
  const first = upTo.findIndex(({ step, before, after }) => step.operation !== undefined || before !== after);
  return upTo.slice(Math.max(0, first));
}

function stepName({ step }: LedgerRow): string {
  if (step.text === '') return inSentence(`(${step.event})`);
  const isCut = step.event === '' || step.event.startsWith('…');
  return inSentence(isCut ? step.text : step.event);
}

function cellsOf(
  row: LedgerRow,
  name: string,
  { marked, width, run }: { readonly marked: boolean; readonly width: number; readonly run: Run },
): Cells {
  const { step, before, after, holders, fault } = row;
  const change = after - before;
  const room = width - MARK.length - 2;
  const isLast = row === run.rows.at(-1);
  const counts = step.operation !== undefined || change !== 0 || isLast;
  const held = heldText(holders, after);
  return {
    step: marked ? `${cut(name, room).padEnd(room)}  ${MARK}` : name,
    delta: change === 0 ? '' : change > 0 ? `+${change}` : String(change),
    refs: counts ? String(after) : '',
    note: fault ? faultText(fault) : isLast && run.left > 0 ? `this path: ${run.left} left over` : counts ? held : '',
  };
}

/** The whole sentence follows below the ledger. */
function faultText(fault: string): string {
  const [short] = /^(?:freed|put after it was freed|used after it was freed|still frozen|underflow)/.exec(fault) ?? [];
  return short ?? cut(inSentence(fault), WIDTH - MOST_STEP - INDENT.length - '  +512  1024  '.length);
}

function heldText(holders: LedgerRow['holders'], count: number): string {
  const held = Object.entries(holders).filter(([, n]) => n > 0);
  if (count <= 0 || held.length === 0) return count > 0 ? '' : 'nobody';
  return held.map(([holder, n]) => `${shortName(holder)}${n === 1 ? '' : ` x${n}`}`).join(', ');
}

/** A world is named by its holders: `the page cache holds 4, 4 pages`. */
function heldOnEntry({ world }: Run): string {
  const held = [...world.matchAll(/(?:^|, )(?:the |an? )?([^,]*?) holds (\d+)/g)];
  if (held.length === 0) return world.startsWith('nobody') ? 'nobody' : '';
  return held.map(([, holder = '', n]) => `${shortName(holder)}${n === '1' ? '' : ` x${n}`}`).join(', ');
}

function shortName(holder: string): string {
  if (holder === 'path') return 'this path';
  return holder.startsWith('structure') ? 'its owner' : holder.replaceAll('-', ' ');
}

/** A sequence of calls comes as lines of its own, indented for a terminal. A schedule has too many columns: its rows are told. */
function tableLines(run: Run): string[] {
  if (run.rows.some(({ step }) => step.event === 'step')) return run.rows.map(scheduleLine);
  const lines = ledgerLines(run, WIDTH + 2).map(withoutLineNumbers);
  const indent = Math.min(...lines.map((line) => /^ */.exec(line)![0].length));
  return lines.map((line) => cut(`${INDENT}${line.slice(indent)}`, WIDTH).trimEnd());
}

function scheduleLine({ step, before, after, fault }: LedgerRow, at: number): string {
  const change = before === after ? '' : `${fieldText(before)} -> ${fieldText(after)}`;
  const line = `${INDENT}${String(at + 1).padStart(2)}  ${cut(inSentence(step.text), 48).padEnd(48)}  ${change}`;
  return fault ? `${line.trimEnd()}  <- here` : line.trimEnd();
}
