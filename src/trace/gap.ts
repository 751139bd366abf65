import { addOddity, type Book } from './book.js';
import { oddity } from './oddity.js';

/** How many events of other CPUs may come in between an operation and its second read. */
const RACE_DEPTH = 4;

/**
 * Lets the book go on with the count that adds up, and remembers since when the count column shows something else. The
 * column is a second read, so that it may hold what another CPU did and tells only lines later: a difference is
 * reported when it lasts.
 */
export function compare(book: Book, line: number, expected: number, observed: number): void {
  book.count = expected;
  const by = (observed - expected) | 0;
  const { sync } = book;
  const agreed = by === 0 ? (sync?.agreed ?? 0) + 1 : 0;
  if (sync) book.sync = agreed > RACE_DEPTH ? undefined : { ...sync, agreed };
  if (by === 0) {
    book.gap = undefined;
    return;
  }
  book.gap = { line: book.gap?.line ?? line, by, age: (book.gap?.age ?? 0) + 1 };
  if (book.gap.age < RACE_DEPTH) return;
  reportGap(book);
  book.state = book.count === 0 ? 'zero' : 'live';
}

/** Notes a change while the first read of the count may still be explained by it; `isFirst` for that read itself. */
export function follow(book: Book, delta: number, isFirst: boolean): void {
  const { sync } = book;
  if (isFirst) book.sync = { up: 0, down: 0, age: 0, agreed: 0 };
  else if (sync && sync.age < RACE_DEPTH)
    book.sync = {
      ...sync,
      up: sync.up + Math.max(0, delta),
      down: sync.down + Math.max(0, -delta),
      age: sync.age + 1,
    };
}

/** Is a difference what the first read of the count may have held already? */
export function isFirstRead({ sync }: Book, by: number): boolean {
  return sync !== undefined && (by < 0 ? sync.up >= -by : sync.down >= by);
}

/** Nothing explained the difference: events are missing, and the count column was right. */
export function reportGap(book: Book): void {
  const { gap, count = 0 } = book;
  if (!gap) return;
  if (!isFirstRead(book, gap.by))
    addOddity(book, oddity(gap.line, 'missing-event', `${gapText(gap.by)}: an event is missing before this line`));
  book.count = (count + gap.by) | 0;
  book.gap = undefined;
  book.sync = undefined;
}

/**
 * `val` is stored over a count of 0. Gets that follow a store may be logged before it: then the difference is just what
 * is stored, and true is returned; any other one is reported.
 */
export function isExplainedByStore(book: Book, val: number, count: number): boolean {
  const isExplained = book.gap !== undefined && book.count !== undefined && ((book.count + val) | 0) === count;
  if (isExplained) book.gap = undefined;
  else reportGap(book);
  return isExplained;
}

/** `the count is +2 from what the events add up to`. */
export function gapText(by: number): string {
  return `the count is ${signed(by)} from what the events add up to`;
}

/** `+1`, `-1`. */
export function signed(n: number): string {
  return n > 0 ? `+${n}` : `${n}`;
}
