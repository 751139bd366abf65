import { createReadStream } from 'node:fs';
import type { Diagnostic } from '../text/index.js';
import type { TraceLog } from '../trace/index.js';
import { cannotRead, UsageError } from './failure.js';
import { words } from './words.js';

/** What `trace import` was told, as oclif parsed it. */
interface LogFlags {
  readonly pfn: string | undefined;
  readonly 'max-pages': number;
}

/** Reads a log of ftrace, `-` for stdin. Throws UsageError when it cannot be read or --pfn names no page. */
export async function importLog(file: string, flags: LogFlags): Promise<TraceLog> {
  const pfns = words(flags.pfn).map(pfnOf);
  const options = { most: flags['max-pages'], ...(pfns.length > 0 && { pfns: new Set(pfns) }) };
  const { readTrace } = await import('../trace/index.js');
  try {
    return await readTrace(file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK }), options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw cannotRead(file, error as NodeJS.ErrnoException);
  }
}

const CHUNK = 1024 * 1024;

function pfnOf(word: string): number {
  const pfn = /^(0x[0-9a-f]{1,13}|\d{1,15})$/i.test(word) ? Number(word) : Number.NaN;
  if (Number.isNaN(pfn)) throw new UsageError(`--pfn ${word}: a page frame number is 0x104a00 or decimal`);
  return pfn;
}

/** What the reader of the ledgers must know about the log. A log that says nothing about pages is an error. */
export function logDiagnostics(file: string, log: TraceLog): readonly Diagnostic[] {
  const { bad, lost } = log;
  const said: Diagnostic[] = [];
  const warn = (message: string, line?: number) =>
    said.push({ level: 'warning', input: file, message, ...(line !== undefined && { line }) });
  if (bad.first)
    warn(bad.count === 1 ? bad.first.because : `${bad.first.because}; ${bad.count} such lines`, bad.first.line);
  if (lost.line !== undefined)
    warn(`the ring buffer lost events${lost.count > 1 ? `, ${lost.count} times` : ''}`, lost.line);
  if (log.forgotten > 0) warn(`${log.forgotten} pages that came and went in order are not shown (--max-pages)`);
  if (log.unfollowed > 0) warn(`${log.unfollowed} events of further pages were not followed (--max-pages, --pfn)`);
  if (log.events === 0)
    said.push({ level: 'error', input: file, message: 'no page_ref or kmem:mm_page event of these pages in this log' });
  else if (!log.hasFrees)
    said.push({
      level: 'note',
      input: file,
      message: 'no kmem:mm_page_free in this log: a page used again looks as if it came back from 0',
    });
  return said;
}
