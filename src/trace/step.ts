import type { Book } from './book.js';
import type { OddityKind } from './oddity.js';

/** A step of a log: the book it goes into, its line, and how to name what is odd about it. */
export interface At {
  readonly book: Book;
  readonly line: number;
  readonly say: (kind: OddityKind, message: string) => void;
}

/** A page whose last reference was put is used again. */
export function freeIsMissing({ since }: Book): string {
  return `reached 0 at line ${since} and lives again without mm_page_free`;
}
