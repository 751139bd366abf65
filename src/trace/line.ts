import {
  ALLOCATOR_EVENTS,
  type AllocatorName,
  hasResult,
  PAGE_REF_EVENTS,
  type PageRefName,
  type Stamp,
  type TraceEvent,
} from './event.js';

/** What a line of a log is. */
export type TraceLine =
  | { readonly kind: 'event'; readonly event: TraceEvent }
  /** Another event, a comment, a line of a stack, the preamble of trace-cmd. */
  | { readonly kind: 'other' }
  /** The ring buffer was full: events are missing, those of one CPU since its last one in the log where it is told. */
  | { readonly kind: 'lost'; readonly cpu?: number }
  | { readonly kind: 'bad'; readonly because: string };

/**
 * Reads one line of `trace`, `trace_pipe`, `trace-cmd report` or `perf script`. The task may have blanks and dashes or
 * be `<...>`; thread group and flags may be missing; the event may be padded or carry its system's name.
 */
export function parseLine(line: string): TraceLine {
  const named = line.includes('page_ref_') || line.includes('mm_page_') ? EVENT.exec(line) : null;
  if (!named) return unnamed(line);
  const name = KNOWN.get(named[1]!);
  if (!name) return OTHER;
  const stamp = parseHeader(line.slice(0, named.index));
  if (!stamp) return { kind: 'bad', because: 'the columns in front of the event are not those of ftrace' };
  return parseFields(stamp, name, line.slice(named.index + named[0].length));
}

const OTHER: TraceLine = { kind: 'other' };
const EVENT = /:\s+(?:\w+:)?((?:page_ref|mm_page)_\w+):(?:\s+|$)/;
/** The flags have a letter or a dot first, the time has a digit first. */
const COLUMNS = /\[(\d{3,})\]\s+(?:[^\s\d]\S{0,15}\s+)?(\d{1,15}(?:\.\d{1,9})?)$/;
const THREAD_GROUP = /\(\s*(?:-+|\d+)\)$/;

const KNOWN: ReadonlyMap<string, PageRefName | AllocatorName> = new Map(
  [...PAGE_REF_EVENTS, ...ALLOCATOR_EVENTS].map((name) => [name, name]),
);

/** A line that names none of our events is bad only where nothing of ftrace can be seen in it. */
function unnamed(line: string): TraceLine {
  if (line.startsWith(' => ') || line.startsWith('=> ')) return OTHER;
  const [lost, cpu] = /^CPU:(\d+) \[(?:LOST|.*DROPPED)|\bPERF_RECORD_LOST\b/.exec(line) ?? [];
  if (lost !== undefined) return cpu === undefined ? { kind: 'lost' } : { kind: 'lost', cpu: Number(cpu) };
  if (/^\s*$|^\s*#|^\s*=>|^\s*[0-9a-f]{8,16}\s|\[\d{3,}\].*\d:\s/.test(line)) return OTHER;
  if (/^(cpus=|version|trace-cmd|CPU \d+ is empty|CPU:|\s*<stack trace>|\s*<idle>)/.test(line)) return OTHER;
  return { kind: 'bad', because: 'this is no line of ftrace' };
}

function parseHeader(head: string): Stamp | undefined {
  const columns = COLUMNS.exec(head);
  if (!columns) return undefined;
  const task = head.slice(0, columns.index).trim().replace(THREAD_GROUP, '').trimEnd();
  const digits = /\d{1,10}$/.exec(task);
  const comm = digits && task.slice(0, digits.index);
  if (!digits || !comm || !/[-\s]$/.test(comm)) return undefined;
  return {
    comm: comm.endsWith('-') ? comm.slice(0, -1) : comm.trimEnd(),
    pid: Number(digits[0]),
    cpu: Number(columns[1]),
    time: columns[2]!,
  };
}

function parseFields(stamp: Stamp, name: PageRefName | AllocatorName, text: string): TraceLine {
  if (name === 'mm_page_alloc' || name === 'mm_page_free' || name === 'mm_page_free_batched') {
    const [, page, order] = BLOCK.exec(text) ?? [];
    if (page === undefined) return missing(name, text, ['pfn', 'order']);
    const pfn = Number(page);
    if (Number(order) > MOST_ORDER) return { kind: 'bad', because: `order=${order} is no order` };
    // An allocation that failed has pfn 0, before 5.13 it had -1.
    if (name === 'mm_page_alloc' && (pfn === 0 || !Number.isSafeInteger(pfn))) return OTHER;
    return { kind: 'event', event: { ...stamp, name, pfn, order: Number(order) } };
  }
  const [, page, flags, count, val, ret] = PAGE.exec(text) ?? [];
  if (page === undefined || (hasResult(name) && ret === undefined))
    return missing(name, text, ['pfn', 'flags', 'count', 'val', ...(hasResult(name) ? ['ret'] : [])]);
  const result = hasResult(name) ? { ret: Number(ret) } : {};
  const numbers = { pfn: Number(page), flags: flags!, count: Number(count), val: Number(val) };
  return { kind: 'event', event: { ...stamp, name, ...numbers, ...result } };
}

/** Kernels before 5.13 print the page frame numbers of these events in decimal. */
const BLOCK = /(?:^|\s)pfn=(0x[0-9a-f]{1,16}|\d{1,20})\s+order=(\d{1,3})(?:\s|$)/;
const PAGE =
  /^\s*pfn=(0x[0-9a-f]{1,13})\s+flags=(\S+)\s+count=(-?\d{1,10})\s.*?\bval=(-?\d{1,10})(?:\s+ret=(-?\d{1,10}))?\s*$/;

function missing(name: string, text: string, keys: readonly string[]): TraceLine {
  const key = keys.find((one) => !new RegExp(`(?:^|\\s)${one}=(?:-?\\d+|0x[0-9a-f]+|[a-z_|]+)(?:\\s|$)`).test(text));
  return {
    kind: 'bad',
    because: key ? `${name} has no ${key}=` : `the fields of ${name} are not those of 6.12`,
  };
}

/** Above MAX_PAGE_ORDER of all architectures. */
const MOST_ORDER = 30;
