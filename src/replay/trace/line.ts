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
  /** The ring buffer was full: events are missing from here on. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'bad'; readonly because: string };

/**
 * Reads one line of `trace`, `trace_pipe`, `trace-cmd report` or `perf script`. The task may have blanks and dashes or
 * be `<...>`; thread group and flags may be missing; the event may be padded or carry its system's name.
 */
export function parseLine(line: string): TraceLine {
  const named = EVENT.exec(line);
  if (!named) return unnamed(line);
  const name = named[1]!;
  if (!isKnown(name)) return OTHER;
  const stamp = parseHeader(line.slice(0, named.index));
  if (!stamp) return { kind: 'bad', because: 'the columns in front of the event are not those of ftrace' };
  return parseFields(stamp, name, line.slice(named.index + named[0].length));
}

const OTHER: TraceLine = { kind: 'other' };
const EVENT = /:\s+(?:\w+:)?((?:page_ref|mm_page)_\w+):(?:\s+|$)/;
/** The flags have a letter or a dot first, the time has a digit first. */
const COLUMNS = /\[(\d{3,})\]\s+(?:[^\s\d]\S{0,15}\s+)?(\d{1,15}(?:\.\d{1,9})?)$/;
const THREAD_GROUP = /\(\s*(?:-+|\d+)\)$/;

function isKnown(name: string): name is PageRefName | AllocatorName {
  return ([...PAGE_REF_EVENTS, ...ALLOCATOR_EVENTS] as readonly string[]).includes(name);
}

/** A line that names none of our events is bad only where nothing of ftrace can be seen in it. */
function unnamed(line: string): TraceLine {
  if (/^CPU:\d+ \[(LOST|.*DROPPED)/.test(line)) return { kind: 'lost' };
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
  const fields = new Map(text.trim().split(/\s+/).map(keyAndValue));
  const missing = neededFor(name).find((key) => integer(fields.get(key)) === undefined);
  if (missing) return { kind: 'bad', because: `${name} has no number ${missing}=` };
  const number = (key: string) => integer(fields.get(key))!;
  const pfn = number('pfn');
  if (name === 'mm_page_alloc' || name === 'mm_page_free' || name === 'mm_page_free_batched') {
    const order = number('order');
    if (order < 0 || order > MOST_ORDER) return { kind: 'bad', because: `order=${order} is no order` };
    // An allocation that failed has pfn 0, before 5.13 it had -1.
    if (name === 'mm_page_alloc' && (pfn === 0 || !Number.isSafeInteger(pfn))) return OTHER;
    return { kind: 'event', event: { ...stamp, name, pfn, order } };
  }
  const common = { ...stamp, name, pfn, flags: fields.get('flags') ?? 'none', count: number('count') };
  const result = hasResult(name) ? { ret: number('ret') } : {};
  return { kind: 'event', event: { ...common, val: number('val'), ...result } };
}

/** Above MAX_PAGE_ORDER of all architectures. */
const MOST_ORDER = 30;

function neededFor(name: PageRefName | AllocatorName): readonly string[] {
  if (name.startsWith('mm_page_')) return ['pfn', 'order'];
  return ['pfn', 'count', 'val', ...(hasResult(name as PageRefName) ? ['ret'] : [])];
}

function keyAndValue(word: string): [string, string] {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}

/** Kernels before 5.13 print page frame numbers in decimal. */
function integer(text: string | undefined): number | undefined {
  return text !== undefined && /^(-?\d{1,20}|0x[0-9a-f]{1,16})$/.test(text) ? Number(text) : undefined;
}
