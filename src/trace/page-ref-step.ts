import { addOddity, addRow, type Book } from './book.js';
import type { PageRefEvent } from './event.js';
import { compare, follow, gapText, isExplainedByStore, isFirstRead, signed } from './gap.js';
import { oddity } from './oddity.js';
import { type At, freeIsMissing } from './step.js';

/** Takes an operation on the count into the book of its page. */
export function pageRefStep(at: At, logged: PageRefEvent): void {
  const event = unmarked(logged);
  switch (event.name) {
    case 'page_ref_set':
      set(at, event);
      break;
    case 'page_ref_unfreeze':
      unfreeze(at, event);
      break;
    case 'page_ref_freeze':
      if (event.ret === 1) freeze(at, event);
      else refused(at, event);
      break;
    case 'page_ref_mod_unless':
      modify(at, event, event.ret === 1 ? event.val : 0);
      break;
    case 'page_ref_mod':
    case 'page_ref_mod_and_test':
    case 'page_ref_mod_and_return':
      modify(at, event, event.val);
      break;
  }
}

/** With a bit for frozen pages, the field of one is far below 0: nobody has a reference. */
function unmarked(event: PageRefEvent): PageRefEvent {
  return event.count < FROZEN ? { ...event, count: 0 } : event;
}

/** No underflow comes this far. */
const FROZEN = -(2 ** 30);

/** What the operation itself left: exact where it returned that, else the second read. */
function leftBy(event: PageRefEvent): number {
  if (event.name === 'page_ref_mod_and_return') return event.ret ?? event.count;
  return isExact(event) ? 0 : event.count;
}

/** Did the operation itself return what it left? */
function isExact({ name, ret }: PageRefEvent): boolean {
  return name === 'page_ref_mod_and_return' || (name === 'page_ref_mod_and_test' && ret === 1);
}

function modify(at: At, event: PageRefEvent, delta: number): void {
  const { book, line, say } = at;
  const after = leftBy(event);
  const before = (after - delta) | 0;
  addRow(book, { line, event, before, after });
  const expected = book.count === undefined ? after : (book.count + delta) | 0;
  const isKnown = book.count !== undefined && !book.gap && !book.sync;
  follow(book, delta, book.count === undefined && !isExact(event));
  if (delta !== 0 && before === 0 && isKnown && expected === after) fromZero(at, event, delta);
  else if (delta < 0 && after < 0 && before > 0)
    say('below-zero', `the count falls below 0, from ${before} to ${after}`);
  compare(book, line, expected, after);
  if (!book.gap) settle(at, event, delta);
}

/** Only a store, an unfreeze or an allocation brings a page back from 0. */
function fromZero({ book, say }: At, { name, val }: PageRefEvent, delta: number): void {
  const how = book.state === 'free' ? `freed at line ${book.since}` : zeroText(book);
  if (book.state === 'frozen' && delta > 0 && name === 'page_ref_mod')
    say('frozen-modified', `taken up from 0 while frozen, as only the owner may (6.12 mm/huge_memory.c:3339)`);
  else if (name === 'page_ref_mod_unless') say('from-zero', `taken from 0, which ${name} refuses: ${how}`);
  else say('from-zero', `${name} of ${signed(val)} from 0: ${how}`);
}

function zeroText({ state, since }: Book): string {
  switch (state) {
    case 'zero':
      return `the last reference was put at line ${since}`;
    case 'frozen':
      return since > 0 ? `frozen at line ${since}` : 'frozen';
    case 'free':
    case 'live':
    case 'unknown':
      return 'nobody held a reference';
  }
}

/** Where the page stands after a change that adds up. */
function settle({ book, line, say }: At, { name }: PageRefEvent, delta: number): void {
  if (book.count !== 0) {
    book.state = 'live';
    book.frozenByFreeze = false;
    return;
  }
  if (delta === 0) return;
  book.state = 'zero';
  book.since = line;
  if (name !== 'page_ref_mod_and_test') say('zero-untested', `reaches 0 by ${name}, which does not free`);
}

function set({ book, line, say }: At, event: PageRefEvent): void {
  const { val, count } = event;
  const early = isExplainedByStore(book, val, count);
  const before = early ? 0 : book.count;
  if (!early && book.state === 'live' && before !== undefined && before > 0 && before !== val)
    say('store-over-live', `stores ${val} over a count of ${before}`);
  if (book.state === 'zero') say('zero-without-free', freeIsMissing(book));
  const isBirth = val !== 0 && (book.state === 'free' || book.state === 'unknown');
  if (isBirth) {
    book.born = line;
    book.fresh = true;
  }
  store(book, event, line, { before, early });
}

interface Stored {
  readonly before: number | undefined;
  /** Gets were logged before the store that let them in. */
  readonly early: boolean;
}

function store(book: Book, event: PageRefEvent, line: number, { before, early }: Stored): void {
  addRow(book, { line, event, before, after: event.val });
  book.state = event.val === 0 ? 'frozen' : 'live';
  book.sync = undefined;
  book.frozenByFreeze = false;
  book.since = line;
  compare(book, line, early ? event.count : event.val, event.count);
}

function unfreeze({ book, line, say }: At, event: PageRefEvent): void {
  const early = isExplainedByStore(book, event.val, event.count);
  const before = early ? 0 : book.count;
  if (event.val === 0) say('unfreeze-to-zero', 'unfrozen to 0');
  else if (before !== undefined && before !== 0) say('unfreeze-live', `unfrozen while the count is ${before}, not 0`);
  else if (book.state === 'free') say('unfreeze-live', `unfrozen after it was freed at line ${book.since}`);
  store(book, event, line, { before, early });
}

/** An exact compare and exchange: the count was `val`. */
function freeze({ book, line, say }: At, event: PageRefEvent): void {
  const { count, gap } = book;
  if (count !== undefined && count !== event.val && !isFirstRead(book, (event.val - count) | 0)) {
    const message = `${gapText((event.val - count) | 0)}, as the freeze of ${event.val} found it: an event is missing`;
    addOddity(book, oddity(gap?.line ?? line, 'missing-event', message));
  }
  if (event.val <= 0) say('from-zero', `frozen from ${event.val}: ${zeroText(book)}`);
  addRow(book, { line, event, before: event.val, after: 0 });
  book.state = 'frozen';
  book.count = 0;
  book.gap = undefined;
  book.sync = undefined;
  book.since = line;
  book.frozenByFreeze = true;
}

function refused(at: At, event: PageRefEvent): void {
  at.say('freeze-refused', `freeze of ${event.val} refused: the count is ${event.count}`);
  modify(at, event, 0);
}
