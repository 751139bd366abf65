import type { Envelope, StoredMail } from './series.js';

/** One line of a document without its line end, and its 1-based number in what the user can open. */
export interface Line {
  readonly text: string;
  readonly number: number;
}

/** What is known about a message apart from its text. */
export interface Letter {
  /** The input that it came from, as the user named it. */
  readonly input: string;
  /** Decoded; empty when there is none. */
  readonly subject: string;
  readonly author?: string;
  readonly messageId?: string;
  /** Message ids that this one answers, the direct parent last. */
  readonly parents: readonly string[];
  /** As a page has it. */
  readonly date?: string;
  /** The head of a mail. */
  readonly envelope?: Envelope;
  /** The mail of the input that it is, or that it is attached to. */
  readonly mail?: StoredMail;
  readonly commit?: string;
}

/** One mail, one message of a saved page, one commit of a log, or a bare diff. */
export interface Message extends Letter {
  /** Where the text comes from; a `page` is a copy that may have lost white space. */
  readonly origin: 'mail' | 'page' | 'log' | 'diff';
  /** The commit message, where it is known apart from `lines`. */
  readonly body?: string;
  /** The body, decoded. */
  readonly lines: readonly Line[];
}

/**
 * Splits decoded text into lines. `first` is the 1-based number of the first line. When the first line ends with CR LF
 * the transport added the CRs and all are dropped; otherwise a CR belongs to the file that the diff is about.
 */
export function splitLines(text: string, first = 1): Line[] {
  const firstEnd = text.indexOf('\n');
  const crlf = firstEnd > 0 && text[firstEnd - 1] === '\r';
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const cut = crlf && end > start && text[end - 1] === '\r' ? end - 1 : end;
    lines.push({ text: text.slice(start, cut), number: first + lines.length });
    start = end + 1;
  }
  return lines;
}
