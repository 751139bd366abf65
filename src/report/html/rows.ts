import type { LedgerRow, Run } from '../../replay/index.js';
import type { JudgedFinding } from '../report.js';
import { firstDifference, type RowPair, rowPairs } from '../row-pairs.js';
import { witnessRun } from '../selection.js';

/** A path as the page tells it: the rows of its run, beside those of the same path before the patch. */
export interface Told {
  readonly run: Run;
  /** Numbered from 1 on in code, chart and ledger alike. */
  readonly rows: readonly RowPair[];
  /** The run before the patch, when there is one to compare with. */
  readonly base?: Run;
  /** Index of the row where the path goes wrong, or ends. */
  readonly marked: number;
  /** Index of the first row that makes the two versions differ; -1 without a comparison or a difference. */
  readonly differs: number;
}

/** The run that shows the finding, with the steps of the base in between; undefined for a finding without a path. */
export function toldRun(judged: JudgedFinding): Told | undefined {
  const pairs = rowPairs(judged);
  if (pairs && judged.base?.kind === 'run') {
    const { patched, base } = judged.base;
    return { run: patched, base, rows: pairs, marked: markedIn(pairs), differs: firstDifference(pairs) };
  }
  const run = witnessRun(judged);
  return run && toldAlone(run);
}

/** A run without anything to compare it with. */
export function toldAlone(run: Run): Told {
  const rows = run.rows.map((patched) => ({ patched }));
  return { run, rows, marked: markedIn(rows), differs: -1 };
}

function markedIn(rows: readonly RowPair[]): number {
  const fault = rows.findIndex(({ patched }) => patched?.fault !== undefined);
  return fault >= 0 ? fault : rows.findLastIndex(({ patched }) => patched !== undefined);
}

/** The rows of one of the two versions, each where the other has its; undefined where only the other has one. */
export function sideOf(told: Told, side: keyof RowPair): readonly (LedgerRow | undefined)[] {
  return told.rows.map((pair) => pair[side]);
}

/** The count that a run should end with; undefined where it does not come to its end, or goes wrong on the way. */
export function dueCount({ rows, left, faulty, threads }: Run): number | undefined {
  const last = rows.at(-1);
  return last && !faulty && !threads && last.step.event.startsWith('return') ? last.after - left : undefined;
}
