import { printable } from '../../text/index.js';

/** A piece of HTML that is safe to put into a page. Only `html` and `raw` make one. */
export interface Html {
  readonly markup: string;
}

/** What a template takes: text is escaped, pieces and lists of them are put in as they are, undefined is nothing. */
type Value = string | number | Html | readonly Html[] | undefined;

/** A template of markup. Every text in it is foreign: control characters and bidi overrides come out visible. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { markup: parts.map((part, i) => `${part}${markupOf(values[i])}`).join('') };
}

/** Text of our own that must stand as it is: a style sheet, a script. */
export function raw(markup: string): Html {
  return { markup };
}

export const NOTHING: Html = raw('');

/** `pieces` with `between` in between. */
export function joined(pieces: readonly Html[], between: string): Html {
  return raw(pieces.map(({ markup }) => markup).join(escaped(between)));
}

function markupOf(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return isList(value) ? value.map(({ markup }) => markup).join('') : value.markup;
}

function isList(value: Html | readonly Html[]): value is readonly Html[] {
  return Array.isArray(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}
