import { fieldText } from '../../page/index.js';
import type { LedgerRow, Run } from '../../replay/index.js';
import { cut, printable } from '../../text/index.js';
import type { JudgedFinding } from '../report.js';
import { wrap } from '../wrap.js';
import { inSentence, WIDTH } from './own-text.js';
import { withoutLineNumbers } from './words.js';

const INDENT = '  ';
const MARK = '<- this line';
/** What a step may take of a line in any case; more where the numbers and the holders leave it. */
const MOST_STEP = 36;
const NUMBERS = '  +512  1024  '.length;
/** The same for an access of a schedule. */
const MOST_ACCESS = 44;

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
  const notes = Math.max('held by'.length, ...rows.map((row) => noteOf(row, run).length));
  const room = Math.max(MOST_STEP, WIDTH - INDENT.length - NUMBERS - notes);
  const width = Math.min(room, Math.max(widest, 'on entry'.length));
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
  if (step.text === '') return inSentence(`(${step.event.replace(/^the /, '')})`);
  const isCut = step.event === '' || step.event.startsWith('…');
  return inSentence(isCut ? step.text : step.event);
}

function cellsOf(
  row: LedgerRow,
  name: string,
  { marked, width, run }: { readonly marked: boolean; readonly width: number; readonly run: Run },
): Cells {
  const change = row.after - row.before;
  const room = width - MARK.length - 2;
  return {
    step: marked ? `${cut(name, room).padEnd(room)}  ${MARK}` : name,
    delta: change === 0 ? '' : change > 0 ? `+${change}` : String(change),
    refs: isCounted(row, run) ? String(row.after) : '',
    note: noteOf(row, run),
  };
}

function isCounted(row: LedgerRow, run: Run): boolean {
  return row.step.operation !== undefined || row.before !== row.after || row === run.rows.at(-1);
}

function noteOf(row: LedgerRow, run: Run): string {
  if (row.fault) return faultText(row.fault);
  if (row === run.rows.at(-1) && run.left > 0) return `this path: ${run.left} left over`;
  return isCounted(row, run) ? heldText(row.holders, row.after) : '';
}

/** The whole sentence follows below the ledger. */
function faultText(fault: string): string {
  const [short] = /^(?:freed|put after it was freed|used after it was freed|still frozen|underflow)/.exec(fault) ?? [];
  return short ?? cut(inSentence(fault), WIDTH - MOST_STEP - INDENT.length - NUMBERS);
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
  if (run.rows.some(({ step }) => step.event === 'step')) return run.rows.flatMap(scheduleLines);
  const lines = (run.table ?? []).map((line) => withoutLineNumbers(printable(line)));
  const indent = Math.min(...lines.map((line) => /^ */.exec(line)![0].length));
  return lines.flatMap((line) => folded(`${INDENT}${line.slice(indent)}`.trimEnd()));
}

/** A line that is too long goes on below its first word. */
function folded(line: string): string[] {
  const [indent] = /^ */.exec(line)!;
  return line.length <= WIDTH ? [line] : wrap(line, WIDTH - indent.length).map((part) => indent + part);
}

/** The access stands below its call where both are too long for a line. */
function scheduleLines({ step, before, after, fault }: LedgerRow, at: number): string[] {
  const text = inSentence(step.text, 2 * MOST_ACCESS);
  const colon = text.length > MOST_ACCESS ? text.lastIndexOf(': ') + 1 : 0;
  const change = before === after ? '' : `${fieldText(before)} -> ${fieldText(after)}`;
  const number = `${INDENT}${String(at + 1).padStart(2)}  `;
  const access = cut(text.slice(colon).trimStart(), MOST_ACCESS - 2);
  const last =
    colon > 0 ? `${' '.repeat(number.length)}  ${access.padEnd(MOST_ACCESS - 2)}` : number + text.padEnd(MOST_ACCESS);
  const line = `${last}  ${change}`.trimEnd();
  return [...(colon > 0 ? [number + text.slice(0, colon)] : []), fault ? `${line}  <- here` : line];
}
