import { type Book, emptyBook, loseTrack, type TraceRow, withdraw } from './book.js';
import { type AllocatorEvent, isAllocatorEvent, type TraceEvent } from './event.js';
import { parseLine } from './line.js';
import { linesOf } from './lines.js';
import type { Oddity } from './oddity.js';
import { advance, advanceTail, finishBook } from './page.js';

export interface TraceOptions {
  /** Only these pages; all when absent. */
  readonly pfns?: ReadonlySet<number>;
  /** How many pages may be kept. */
  readonly most: number;
}

/** The ledger of one page, as a log tells it. */
export interface PageLedger {
  readonly pfn: number;
  readonly rows: readonly TraceRow[];
  /** Rows left out between the first and the last 100. */
  readonly omitted: number;
  readonly oddities: readonly Oddity[];
  /** Oddities that were only counted. */
  readonly moreOddities: number;
}

/** All that a log says about pages. */
export interface TraceLog {
  /** In the order in which they came. */
  readonly pages: readonly PageLedger[];
  readonly lines: number;
  /** Events about pages, of those asked for. */
  readonly events: number;
  readonly bad: { readonly count: number; readonly first?: { readonly line: number; readonly because: string } };
  /** Places where the ring buffer lost events, and the first of them. */
  readonly lost: { readonly count: number; readonly line?: number };
  /** Pages that came and went in order and were forgotten to make room, and events of pages that found none. */
  readonly forgotten: number;
  readonly unfollowed: number;
  /** False when the log has no event of the allocator: a page used again then looks like one that comes back from 0. */
  readonly hasFrees: boolean;
}

/**
 * Reads a log of ftrace into a ledger for each page. Memory is bounded: by `most` pages, the rows of each, and the
 * length of a line. Throws what the source of the chunks throws.
 */
export async function readTrace(chunks: AsyncIterable<Uint8Array>, options: TraceOptions): Promise<TraceLog> {
  const shelf: Shelf = { books: new Map(), done: new Set(), forgotten: 0, unfollowed: 0, losses: 0, lastOf: new Map() };
  const bad: { count: number; first?: { line: number; because: string } } = { count: 0 };
  const lost: { count: number; line?: number } = { count: 0 };
  let lines = 0;
  let events = 0;
  let hasFrees = false;
  for await (const batch of linesOf(chunks)) {
    for (const text of batch) {
      lines++;
      const line = text === undefined ? TOO_LONG : parseLine(text);
      if (line.kind === 'bad') {
        bad.first ??= { line: lines, because: line.because };
        bad.count++;
      } else if (line.kind === 'lost') {
        lost.line ??= lines;
        lost.count++;
        loseEvents(shelf, line.cpu);
      } else if (line.kind === 'event') {
        shelf.lastOf.set(line.event.cpu, lines);
        if (!isWanted(line.event, options)) continue;
        events++;
        hasFrees ||= line.event.name === 'mm_page_free';
        enter(shelf, line.event, lines, options);
      }
    }
  }
  const pages = [...shelf.books.values()].map((book) => ledgerOf(caughtUp(book, shelf), hasFrees, lost.count > 0));
  return { pages, lines, events, bad, lost, forgotten: shelf.forgotten, unfollowed: shelf.unfollowed, hasFrees };
}

const TOO_LONG = { kind: 'bad', because: 'the line is longer than any of ftrace' } as const;

/** The books of the pages, and which of them may go when room is needed. */
interface Shelf {
  readonly books: Map<number, Book>;
  readonly done: Set<number>;
  forgotten: number;
  unfollowed: number;
  /** How often events were lost so far. */
  losses: number;
  /** Line of the last event of each CPU. */
  readonly lastOf: Map<number, number>;
}

/** A block counts for all pages in it. */
function isWanted(event: TraceEvent, { pfns }: TraceOptions): boolean {
  if (!pfns || pfns.has(event.pfn)) return true;
  return isAllocatorEvent(event) && event.order > 0 && [...pfns].some((pfn) => isTail(event, pfn));
}

function isTail({ pfn: head, order }: AllocatorEvent, pfn: number): boolean {
  return pfn > head && pfn < head + 2 ** order;
}

function enter(shelf: Shelf, event: TraceEvent, line: number, options: TraceOptions): void {
  if (isAllocatorEvent(event) && event.order > 0) {
    for (const book of tailsIn(shelf, event)) advanceTail(caughtUp(book, shelf), event, line);
  }
  if (options.pfns && !options.pfns.has(event.pfn)) return;
  const book = shelf.books.get(event.pfn) ?? admit(shelf, event.pfn, options.most);
  if (!book) {
    shelf.unfollowed++;
    return;
  }
  advance(caughtUp(book, shelf), owned(event), line);
  if (book.state === 'free' && book.oddities.length === 0) shelf.done.add(event.pfn);
  else shelf.done.delete(event.pfn);
}

/**
 * The note stands in front of the next event of its CPU, so that events of other CPUs that come after the ones that were
 * lost may stand before it: what seemed impossible there proves nothing.
 */
function loseEvents(shelf: Shelf, cpu: number | undefined): void {
  shelf.losses++;
  const since = cpu === undefined ? 0 : (shelf.lastOf.get(cpu) ?? 0);
  for (const book of shelf.books.values()) withdraw(book, since);
}

/** The book without what the last lost events made uncertain. */
function caughtUp(book: Book, { losses }: Shelf): Book {
  if (book.losses !== losses) loseTrack(book);
  book.losses = losses;
  return book;
}

/** A copy of what is a slice of a chunk: kept as it is, it would keep the whole chunk. */
function owned(event: TraceEvent): TraceEvent {
  const stamp = { comm: copyOf(event.comm), time: copyOf(event.time) };
  return isAllocatorEvent(event) ? { ...event, ...stamp } : { ...event, ...stamp, flags: copyOf(event.flags) };
}

function copyOf(text: string): string {
  return Buffer.from(text).toString();
}

/** The shorter way round: over the pages of the block, or over those that are kept. */
function tailsIn({ books }: Shelf, event: AllocatorEvent): Book[] {
  const pages = 2 ** event.order;
  if (pages > books.size) return [...books.values()].filter(({ pfn }) => isTail(event, pfn));
  const pfns = Array.from({ length: pages - 1 }, (_, i) => event.pfn + 1 + i);
  return pfns.flatMap((pfn) => books.get(pfn) ?? []);
}

/** Room for one more page: one that came and went in order is the least interesting. */
function admit(shelf: Shelf, pfn: number, most: number): Book | undefined {
  if (shelf.books.size >= most) {
    const [oldest] = shelf.done;
    if (oldest === undefined) return undefined;
    shelf.done.delete(oldest);
    shelf.books.delete(oldest);
    shelf.forgotten++;
  }
  const book = emptyBook(pfn);
  shelf.books.set(pfn, book);
  return book;
}

/** Without any free in the log, one that is missing says nothing; nor does another event where events were lost. */
function ledgerOf(book: Book, hasFrees: boolean, isLossy: boolean): PageLedger {
  finishBook(book);
  const { pfn, rows, omitted, moreOddities } = book;
  const oddities = book.oddities
    .filter(({ kind }) => hasFrees || (kind !== 'zero-without-free' && kind !== 'never-freed'))
    .map((it) => (isLossy && it.kind === 'missing-event' ? { ...it, level: 'note' as const } : it));
  return { pfn, rows, omitted, oddities: oddities.sort((a, b) => a.line - b.line), moreOddities };
}
