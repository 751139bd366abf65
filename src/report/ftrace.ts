import { type Run, type TracedRow, traceRun } from '../replay/index.js';
import type { Origin } from '../rules/index.js';
import { printable } from '../text/index.js';
import { formatEvent, pfnText } from '../trace/index.js';
import { headline } from './block.js';
import type { JudgedFinding, Report } from './report.js';
import { shownFindings, witnessRun } from './selection.js';

/** The findings that `check` shows, each as the log of its path; see `renderFtrace`. */
export function renderReportFtrace(report: Report, include: readonly Origin[]): string {
  return renderFtrace(report.patches.flatMap((patch) => shownFindings(patch, include)));
}

/**
 * The flagged path of each finding as the page_ref tracepoints would log it, in the format of ftrace. Comments say how
 * to record the same on a real machine, and which line of the source an event is from. Every finding has a page of its
 * own, whose made-up number follows from the finding's id.
 */
export function renderFtrace(findings: readonly JudgedFinding[]): string {
  const taken = new Set<number>();
  let microseconds = 1;
  const blocks = findings.map((judged) => {
    const run = witnessRun(judged);
    const { verdict, finding } = judged;
    const title = [`# ${headline(judged, false)}`, `# ${verdict.outcome} ${finding.id}`];
    if (!run || run.table) return [...title, '# no path of one page to log'];
    const pfn = pfnOf(finding.id, taken);
    const rows = traceRun(run, pfn, microseconds);
    microseconds += rows.reduce((sum, { events }) => sum + events.length, 0);
    return [...title, ...recipe(run, pfn), ...rows.flatMap((row) => rowLines(judged, row))];
  });
  return [HEADER, ...blocks].map((lines) => `${lines.join('\n')}\n`).join('\n');
}

const HEADER = [
  '# tracer: nop',
  '#',
  '#           TASK-PID     CPU#  |||||  TIMESTAMP  EVENT',
  '#              | |         |   |||||     |         |',
];

/** From 4 GiB on, where machines have memory, in steps of the largest folio of x86. */
const FIRST_PFN = 0x100000;
const STEP = 512;

function pfnOf(id: string, taken: Set<number>): number {
  let pfn = FIRST_PFN + (Number.parseInt(id, 16) % 2 ** 18) * STEP;
  while (taken.has(pfn)) pfn += STEP;
  taken.add(pfn);
  return pfn;
}

function recipe(run: Run, pfn: number): string[] {
  return [
    `# ${pfnText(pfn)}: ${printable(run.world)}`,
    '# to record the same (CONFIG_DEBUG_PAGE_REF=y; PFN is the number of the page, without -f all pages are logged):',
    "#   trace-cmd record -T -e page_ref -f 'pfn == PFN' -e kmem:mm_page_free -e kmem:mm_page_alloc",
    '#   trace-cmd report | foliolint trace import - --pfn PFN',
  ];
}

/** Rows without an event have no line: nothing of them is logged. */
function rowLines({ finding }: JudgedFinding, { row, events }: TracedRow): string[] {
  if (events.length === 0) return [];
  const { step, fault } = row;
  const file = finding.trace?.file ?? finding.file;
  const what = step.text === '' ? step.event : `${file}:${step.loc.line}: ${step.text}`;
  const mark = fault === undefined ? [] : [`# ^ ${printable(fault)}`];
  return [`# ${printable(what)}`, ...events.map(formatEvent), ...mark];
}
