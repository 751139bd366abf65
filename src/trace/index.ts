/**
 * Traces of a running kernel. A log of page_ref tracepoints (ftrace, trace-cmd, perf) comes in as bytes, and goes out as
 * a ledger for each page, with the steps that cannot be; an event goes out as the tracepoint would print it.
 *
 *     const { pages } = await readTrace(createReadStream('trace.txt'), { most: 100 });
 */
export * from './event.js';
export { formatEvent, pfnText } from './format.js';
export { type PageLedger, readTrace, type TraceLog } from './log.js';
