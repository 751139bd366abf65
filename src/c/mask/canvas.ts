import type { Span } from './lexer.js';

/** A text that is overwritten in place: length and line ends never change, so that every offset stays true. */
export class TextCanvas {
  readonly #units: Uint16Array;

  constructor(text: string) {
    this.#units = new Uint16Array(text.length);
    Buffer.from(this.#units.buffer).write(text, 'utf16le');
  }

  /** Overwrites the span with spaces; line ends stay. */
  blank({ start, end }: Span): void {
    for (let i = start; i < end; i++) if (this.#units[i] !== NEWLINE) this.#units[i] = SPACE;
  }

  /** Blanks the span and writes `replacement` over its start; nothing is written where it would not fit before a line end. */
  write(span: Span, replacement: string): void {
    this.blank(span);
    const room = this.#units.subarray(Math.max(span.start, 0), Math.min(span.start + replacement.length, span.end));
    if (room.length < replacement.length || room.includes(NEWLINE)) return;
    for (let i = 0; i < replacement.length; i++) room[i] = replacement.charCodeAt(i);
  }

  /** Writes `insertion` into the first place of the span with enough blanks on one line; does nothing without one. */
  fill({ start, end }: Span, insertion: string): void {
    for (let at = start; at + insertion.length <= end; at++) {
      const room = this.#units.subarray(at, at + insertion.length);
      if (!room.every((unit) => unit === SPACE || unit === TAB)) continue;
      this.write({ start: at, end: at + insertion.length }, insertion);
      return;
    }
  }

  text(): string {
    return DECODER.decode(this.#units);
  }
}

const NEWLINE = 10;
const TAB = 9;
const SPACE = 32;
const DECODER = new TextDecoder('utf-16le', { ignoreBOM: true });
