import { allocatorStep } from './allocator-step.js';
import { addOddity, type Book } from './book.js';
import { type AllocatorEvent, isAllocatorEvent, type TraceEvent } from './event.js';
import { reportGap } from './gap.js';
import { type OddityKind, oddity } from './oddity.js';
import { pageRefStep } from './page-ref-step.js';
import type { At } from './step.js';

/** Takes the next event of a page into its book: a row, the count as it adds up, and what is odd about the step. */
export function advance(book: Book, event: TraceEvent, line: number): void {
  const at: At = { book, line, say: (kind, message) => addOddity(book, oddity(line, kind, message)) };
  if (isAllocatorEvent(event)) allocatorStep(at, event);
  else pageRefStep(at, event);
  book.lastName = event.name;
}

/** A block was allocated or freed: what that means for a page in it that is not its first. */
export function advanceTail(book: Book, { name }: AllocatorEvent, line: number): void {
  book.state = name === 'mm_page_alloc' ? 'frozen' : 'free';
  book.count = 0;
  book.gap = undefined;
  book.sync = undefined;
  book.born = undefined;
  book.since = line;
  book.frozenByFreeze = false;
}

/** The log ends: what is open now stays open. */
export function finishBook(book: Book): void {
  const line = book.rows.at(-1)?.line ?? 0;
  const say = (kind: OddityKind, message: string) => addOddity(book, oddity(line, kind, message));
  reportGap(book);
  if (book.state === 'live' && book.born !== undefined)
    say('never-freed', `never freed: allocated at line ${book.born}, count ${book.count} at the end of the log`);
  if (book.state === 'zero')
    say('zero-without-free', `reached 0 at line ${book.since} and was not freed by the end of the log`);
  if (book.state === 'frozen' && book.frozenByFreeze)
    say('still-frozen', `still frozen at the end of the log, since line ${book.since}`);
}
