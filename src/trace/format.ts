import { type AllocatorEvent, isAllocatorEvent, type PageRefEvent, type TraceEvent } from './event.js';

/**
 * One line as ftrace prints it, without a line end: the header of `trace_print_context()` with the five flag characters
 * (6.12 kernel/trace/trace_output.c), then the format of the tracepoint. What the event does not hold is made up:
 * `mapcount=-1`, no mapping, movable.
 */
export function formatEvent(event: TraceEvent): string {
  const { comm, pid, cpu, time, name } = event;
  const task = `${comm.padStart(16)}-${String(pid).padEnd(7)}`;
  const fields = isAllocatorEvent(event) ? allocatorFields(event) : pageRefFields(event);
  return `${task} [${String(cpu).padStart(3, '0')}] ..... ${time.padStart(12)}: ${name}: ${fields}`;
}

/** The migrate type of what user space allocates (6.12 include/linux/mmzone.h). */
const MIGRATE_MOVABLE = 1;
const NO_POINTER = '0'.repeat(16);

function pageRefFields({ pfn, flags, count, val, ret }: PageRefEvent): string {
  const state = `pfn=${pfnText(pfn)} flags=${flags} count=${count} mapcount=-1 mapping=${NO_POINTER}`;
  return `${state} mt=${MIGRATE_MOVABLE} val=${val}${ret === undefined ? '' : ` ret=${ret}`}`;
}

function allocatorFields({ name, pfn, order }: AllocatorEvent): string {
  const page = `page=${NO_POINTER} pfn=${pfnText(pfn)} order=${order}`;
  return name === 'mm_page_alloc' ? `${page} migratetype=${MIGRATE_MOVABLE} gfp_flags=GFP_KERNEL` : page;
}

/** A page frame number as the kernel prints it: `0x104a00`. */
export function pfnText(pfn: number): string {
  return `0x${pfn.toString(16)}`;
}
