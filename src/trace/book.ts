import type { TraceEvent } from './event.js';
import type { Oddity } from './oddity.js';

/** One event of a page in its ledger. */
export interface TraceRow {
  /** 1-based line of the log. */
  readonly line: number;
  readonly event: TraceEvent;
  /** The count before and after; undefined for an allocator event before which nothing was seen of the page. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/**
 * What a log has told of one page so far. `zero`: the last put was seen, and no free yet; `frozen`: the count is 0 and
 * somebody owns the page.
 */
export interface Book {
  readonly pfn: number;
  readonly rows: TraceRow[];
  readonly oddities: Oddity[];
  /** How many rows and oddities were left out between the first and the last ones. */
  omitted: number;
  moreOddities: number;
  state: 'unknown' | 'live' | 'frozen' | 'zero' | 'free';
  /** The count as the events add up; undefined until the first event that tells. */
  count: number | undefined;
  /** What the count column shows more than the events add up to, and since which line. */
  gap: Gap | undefined;
  /** What was done since the count was first read; undefined once it is certain. */
  sync: Sync | undefined;
  /** Line of the allocation. */
  born: number | undefined;
  /** `set_page_refcounted()` was seen and its `mm_page_alloc`, which follows it before 6.14, may still come. */
  fresh: boolean;
  /** Line of the put that reached 0, of the freeze, or of the free. */
  since: number;
  frozenByFreeze: boolean;
  lastName: string;
  /** How often the log had lost events when the page was last seen. */
  losses: number;
}

export interface Gap {
  readonly line: number;
  readonly by: number;
  /** How many events it has lasted. */
  readonly age: number;
}

/**
 * The first count of a page is a second read too: it may hold what other CPUs did and tell only in the next few lines. How
 * much these added and dropped, how many they were, and how many lines in a row have agreed with the sum since.
 */
export interface Sync {
  readonly up: number;
  readonly down: number;
  readonly age: number;
  readonly agreed: number;
}

/** A page of which nothing is known. */
export function emptyBook(pfn: number): Book {
  return {
    pfn,
    rows: [],
    oddities: [],
    omitted: 0,
    moreOddities: 0,
    state: 'unknown',
    count: undefined,
    gap: undefined,
    sync: undefined,
    born: undefined,
    fresh: false,
    since: 0,
    frozenByFreeze: false,
    lastName: '',
    losses: 0,
  };
}

/** Takes back what was said to be impossible behind a line. */
export function withdraw(book: Book, line: number): void {
  const kept = book.oddities.filter((it) => it.level === 'note' || it.line <= line);
  book.oddities.splice(0, book.oddities.length, ...kept);
}

/** Events were lost, of any page on any CPU: what was known no longer is, until the next event tells. */
export function loseTrack(book: Book): void {
  book.state = 'unknown';
  book.count = undefined;
  book.gap = undefined;
  book.sync = undefined;
  book.born = undefined;
  book.fresh = false;
  book.since = 0;
  book.frozenByFreeze = false;
  book.lastName = '';
}

/** Rows kept of one page: the first and the last half of them. A page such as the zero page has millions. */
const MOST_ROWS = 200;
const MOST_ODDITIES = 100;

/** Adds a row; above 200 one from the middle goes. */
export function addRow(book: Book, row: TraceRow): void {
  book.rows.push(row);
  if (book.rows.length <= MOST_ROWS) return;
  book.rows.splice(MOST_ROWS / 2, 1);
  book.omitted++;
}

/** Adds an oddity; above 100 they are only counted. */
export function addOddity(book: Book, oddity: Oddity): void {
  if (book.oddities.length < MOST_ODDITIES) book.oddities.push(oddity);
  else book.moreOddities++;
}
