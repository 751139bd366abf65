import type { Operation } from '../analysis/index.js';
import { type AllocatorName, hasResult, type PageRefName, type Stamp, type TraceEvent } from '../trace/index.js';
import { evaluate } from './count.js';
import type { LedgerRow, Run } from './verdict.js';

/** A row of a run and the events that a kernel would log for it; most rows have one or none. */
export interface TracedRow {
  readonly row: LedgerRow;
  readonly events: readonly TraceEvent[];
}

/**
 * A run as the tracepoints of a kernel would tell it, on the page `pfn`. The first event is at `from` microseconds, each
 * other one a microsecond later. The task is `foliolint-1` on CPU 0; what others do is `foliolint-2` on CPU 1.
 */
export function traceRun(run: Run, pfn: number, from: number): readonly TracedRow[] {
  let at = from;
  return run.rows.map((row, i) => {
    const stamp = () => stampOf(row.step.text === '', at++);
    return { row, events: happenings(run, i).map((happening) => eventOf(happening, run, row, pfn, stamp())) };
  });
}

/** What is logged, before it has a time: the count column is what the row leaves. */
type Happening =
  | { readonly name: PageRefName; readonly val: number; readonly ret?: number }
  | { readonly name: AllocatorName };

function happenings(run: Run, i: number): readonly Happening[] {
  const row = run.rows[i]!;
  const { step, before, after } = row;
  const change = (after - before) | 0;
  if (!step.operation) return change === 0 ? [] : ownMove(change, after);
  const { operation } = step;
  switch (operation.kind) {
    case 'allocate':
      return born(before, after, operation.frozen || row.fault !== undefined);
    case 'get':
    case 'add':
      return before === 0 && !row.fault ? born(before, after, false) : [taken(nameOf(row), change, before)];
    case 'put':
    case 'drop':
      return [dropped(nameOf(row), change, after), ...(frees(run, i) ? [FREE] : [])];
    case 'freeze':
      return [frozen(row, operation, run.order ?? 0)];
    case 'unfreeze':
      return [{ name: 'page_ref_unfreeze', val: after }];
    case 'set':
      return [{ name: 'page_ref_set', val: after }];
    case 'free':
      return [FREE];
    case 'move-to':
    case 'move-from':
    case 'use':
      return [];
  }
}

const FREE: Happening = { name: 'mm_page_free' };

/** The other holders of a world: a speculative get, or the last of what they held. */
function ownMove(change: number, after: number): readonly Happening[] {
  if (change > 0) return [{ name: 'page_ref_mod_unless', val: change, ret: 1 }];
  return [dropped('', change, after), ...(after === 0 ? [FREE] : [])];
}

/** Before 6.14 the count is set before the allocation is traced (6.12 mm/page_alloc.c, prep_new_page). */
function born(before: number, after: number, frozen: boolean): readonly Happening[] {
  const counted: Happening[] = frozen || before === after ? [] : [{ name: 'page_ref_set', val: after }];
  return [...counted, { name: 'mm_page_alloc' }];
}

function nameOf({ step }: LedgerRow): string {
  return step.event.replace(/\(.*/s, '');
}

function taken(api: string, val: number, before: number): Happening {
  if (/_return$/.test(api)) return { name: 'page_ref_mod_and_return', val, ret: before + val };
  // Lookups in a cache take their reference by folio_try_get() (6.12 mm/filemap.c, filemap_get_entry).
  const isTry = /try_(get|add)|unless|^(__)?(filemap_get|find_get|filemap_lock|find_lock)/.test(api);
  return isTry && before > 0 ? { name: 'page_ref_mod_unless', val, ret: 1 } : { name: 'page_ref_mod', val };
}

function dropped(api: string, val: number, after: number): Happening {
  if (/_return$/.test(api)) return { name: 'page_ref_mod_and_return', val, ret: after };
  if (/^(page|folio)_ref_(sub|dec)$/.test(api)) return { name: 'page_ref_mod', val };
  return { name: 'page_ref_mod_and_test', val, ret: after === 0 ? 1 : 0 };
}

/** The put that reaches 0 frees, unless the path goes on as the owner of a page without references. */
function frees({ rows }: Run, i: number): boolean {
  const next = rows.slice(i + 1).find(({ step }) => step.operation && step.operation.kind !== 'use');
  const kind = next?.step.operation?.kind;
  return rows[i]!.after === 0 && rows[i]!.before !== 0 && kind !== 'free' && kind !== 'unfreeze' && kind !== 'set';
}

/** A freeze that succeeds names the very count it found. */
function frozen({ before, after }: LedgerRow, operation: Operation & { kind: 'freeze' }, order: number): Happening {
  const isDone = before !== after;
  const val = isDone ? before : evaluate(operation.times, { nr_pages: 2 ** order }, before);
  return { name: 'page_ref_freeze', val, ret: isDone ? 1 : 0 };
}

function stampOf(others: boolean, microseconds: number): Stamp {
  const time = (microseconds / 1e6).toFixed(6);
  return { comm: 'foliolint', pid: others ? 2 : 1, cpu: others ? 1 : 0, time };
}

function eventOf(happening: Happening, run: Run, row: LedgerRow, pfn: number, stamp: Stamp): TraceEvent {
  const { order = 0 } = run;
  if (!('val' in happening)) return { ...stamp, name: happening.name, pfn, order };
  const { name, val, ret } = happening;
  const flags = order > 0 ? 'head' : 'none';
  const result = hasResult(name) && ret !== undefined ? { ret } : {};
  return { ...stamp, name, pfn, flags, count: row.after, val, ...result };
}
