import type { Step } from '../analysis/index.js';
import type { LedgerRow } from '../replay/index.js';
import type { JudgedFinding } from './report.js';

/** A row of two ledgers side by side: of either path, or of both. */
export interface RowPair {
  readonly base?: LedgerRow;
  readonly patched?: LedgerRow;
}

/**
 * The ledger of a finding's path beside that of the same path before the patch, in order: rows of a step that both have
 * stand together. Where the flagged path stops at its hazard, the base stops with the last step that both have.
 * Undefined when nothing was compared.
 */
export function rowPairs({ finding, base: compared }: JudgedFinding): readonly RowPair[] | undefined {
  if (compared?.kind !== 'run' || !finding.trace) return undefined;
  const patched = groupsOf(compared.patched.rows, finding.trace.steps);
  const base = groupsOf(compared.base.rows, compared.baseSteps);
  const rows: RowPair[] = [];
  let [i, j] = [0, 0];
  const alone = (toPatched: number, toBase: number) => {
    rows.push(...base.slice(j, toBase).flatMap((group) => group.map((row) => ({ base: row }))));
    rows.push(...patched.slice(i, toPatched).flatMap((group) => group.map((row) => ({ patched: row }))));
    [i, j] = [toPatched, toBase];
  };
  for (const [toPatched, toBase] of compared.pairs) {
    if (toPatched >= patched.length || toBase >= base.length) break;
    alone(toPatched, toBase);
    rows.push(...together(patched[i++]!, base[j++]!));
  }
  alone(patched.length, finding.trace.complete ? base.length : j);
  return rows;
}

/** A step, and what others do behind it. */
function groupsOf(rows: readonly LedgerRow[], steps: readonly Step[]): LedgerRow[][] {
  const known = new Set(steps);
  const groups: LedgerRow[][] = [];
  for (const row of rows) {
    if (known.has(row.step)) groups.push([row]);
    else groups.at(-1)?.push(row);
  }
  return groups;
}

function together(patched: readonly LedgerRow[], base: readonly LedgerRow[]): RowPair[] {
  const isSame = patched.length === base.length && patched.every((row, i) => i === 0 || isSameMove(row, base[i]!));
  if (isSame) return patched.map((row, i) => ({ base: base[i]!, patched: row }));
  const first = { base: base[0]!, patched: patched[0]! };
  return [first, ...base.slice(1).map((row) => ({ base: row })), ...patched.slice(1).map((row) => ({ patched: row }))];
}

function isSameMove(a: LedgerRow, b: LedgerRow): boolean {
  return a.step.event === b.step.event;
}

/**
 * Index of the first row that makes the two ledgers differ: in the count, in who holds it, or in a fault; -1 when none
 * does. A row of one side alone is judged where both meet again, since the other may do the same in other words.
 */
export function firstDifference(pairs: readonly RowPair[]): number {
  const states = { base: '', patched: '' };
  let suspect = -1;
  for (const [i, pair] of pairs.entries()) {
    const isBoth = pair.base !== undefined && pair.patched !== undefined;
    if (isBoth && suspect >= 0 && states.base !== states.patched) return suspect;
    if (isBoth) suspect = -1;
    const before = { ...states };
    if (pair.base) states.base = stateOf(pair.base);
    if (pair.patched) states.patched = stateOf(pair.patched);
    const isChanged = states.base !== before.base || states.patched !== before.patched;
    if (isBoth && states.base !== states.patched) return i;
    if (!isBoth && isChanged && suspect < 0) suspect = i;
  }
  return states.base === states.patched ? -1 : suspect;
}

function stateOf({ after, holders, fault }: LedgerRow): string {
  const held = Object.entries(holders).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([after, held, fault ?? '']);
}
