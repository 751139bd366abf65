import pc from 'picocolors';
import { printable, tool } from '../text/index.js';
import { isAllocatorEvent, type PageLedger, pfnText, type TraceEvent, type TraceLog } from '../trace/index.js';
import type { Look } from './block.js';
import { stringify } from './json.js';
import { plural } from './plural.js';

type Row = PageLedger['rows'][number];
type Oddity = PageLedger['oddities'][number];

/** A log as a ledger for each page, what is odd below the row that shows it; the last line counts. */
export function renderTraceLog(log: TraceLog, look: Look): string {
  const blocks = log.pages.map((page) => pageLines(page, look));
  return [...blocks.flatMap((lines) => [...lines, '']), ...summary(log)].map((line) => `${line}\n`).join('');
}

/** The same as JSON, schema 1: what is not known is null. */
export function renderTraceLogJson(log: TraceLog): string {
  const { name, version } = tool();
  return stringify({
    schema: 1,
    tool: { name, version },
    log: {
      lines: log.lines,
      events: log.events,
      bad: { count: log.bad.count, line: log.bad.first?.line ?? null, because: log.bad.first?.because ?? null },
      lost: { count: log.lost.count, line: log.lost.line ?? null },
      forgotten: log.forgotten,
      unfollowed: log.unfollowed,
      hasFrees: log.hasFrees,
    },
    pages: log.pages.map(({ pfn, rows, omitted, oddities, moreOddities }) => ({
      pfn: pfnText(pfn),
      rows: rows.map(rowJson),
      omitted,
      oddities: oddities.map(({ line, level, kind, message }) => ({ line, level, kind, message })),
      moreOddities,
    })),
    summary: tallyOf(log),
  });
}

/** True when the log shows something that a kernel without a defect does not do, or has a hole. */
export function hasImpossible(log: TraceLog): boolean {
  return tallyOf(log).impossible > 0;
}

function rowJson({ line, event, before, after }: Row) {
  const counted = isAllocatorEvent(event) ? { order: event.order } : { val: event.val, ret: event.ret ?? null };
  return {
    line,
    time: event.time,
    task: `${event.comm}-${event.pid}`,
    cpu: event.cpu,
    event: event.name,
    ...counted,
    before: before ?? null,
    after: after ?? null,
  };
}

function pageLines({ pfn, rows, omitted, oddities, moreOddities }: PageLedger, look: Look): string[] {
  const { bold } = pc.createColors(look.color);
  const cells = rows.map(cellsOf);
  const widths = [0, 1, 2, 3].map((i) => Math.max(0, ...cells.map((row) => row[i]!.length)));
  const events = rows.length + omitted;
  const lines = [bold(`pfn ${pfnText(pfn)}: ${plural(events, 'event')}`)];
  let said = 0;
  for (const i of rows.keys()) {
    if (omitted > 0 && i === rows.length / 2) lines.push(`    (${omitted} events left out)`);
    lines.push(
      `  ${cells[i]!.map((cell, n) => (n === 0 ? cell.padStart(widths[n]!) : cell.padEnd(widths[n] ?? 0))).join('  ')}`.trimEnd(),
    );
    const nextLine = rows[i + 1]?.line ?? Number.POSITIVE_INFINITY;
    for (; said < oddities.length && oddities[said]!.line < nextLine; said++)
      lines.push(oddityLine(oddities[said]!, look));
  }
  if (moreOddities > 0) lines.push(`    and ${moreOddities} more remarks`);
  return lines;
}

function cellsOf({ line, event, before, after }: Row): string[] {
  const task = printable(`${event.comm}-${event.pid}`);
  return [String(line), event.time, task, eventText(event), countText(before, after)];
}

/** `page_ref_mod_and_test -1, ret 0`. */
function eventText(event: TraceEvent): string {
  if (isAllocatorEvent(event)) return event.order > 0 ? `${event.name} order ${event.order}` : event.name;
  const isChange = event.name.startsWith('page_ref_mod');
  const val = isChange && event.val > 0 ? `+${event.val}` : `${event.val}`;
  return `${event.name} ${val}${event.ret === undefined ? '' : `, ret ${event.ret}`}`;
}

function countText(before: number | undefined, after: number | undefined): string {
  if (after === undefined) return '?';
  return before === after ? `${after}` : `${before ?? '?'} -> ${after}`;
}

function oddityLine({ level, message }: Oddity, { color }: Look): string {
  const { red, cyan } = pc.createColors(color);
  return `    ${level === 'note' ? cyan('note:') : red('impossible:')} ${message}`;
}

function tallyOf({ pages }: TraceLog) {
  const all = pages.flatMap(({ oddities }) => oddities);
  const impossible = all.filter(({ level }) => level === 'impossible').length;
  return { pages: pages.length, impossible, notes: all.length - impossible };
}

function summary(log: TraceLog): string[] {
  const { pages, impossible, notes } = tallyOf(log);
  const counts = `${plural(pages, 'page')}, ${plural(log.events, 'event')} in ${plural(log.lines, 'line')}`;
  return [`${counts}: ${plural(impossible, 'impossible step')}, ${plural(notes, 'note')}`];
}
