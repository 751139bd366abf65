/** A line of text in mdoc(7): no word of it is taken for a request, an escape or a macro. */
export function text(line: string): string {
  const shown = escaped(line);
  return /^[.']/.test(shown) ? `\\&${shown}` : shown;
}

/** A paragraph; mdoc wants each sentence on a line of its own, to set the blank behind it. */
export function prose(paragraph: string): string[] {
  return paragraph
    .replaceAll(/\s+/g, ' ')
    .split(/(?<=[a-z)\d][.:?]) (?=[A-Z])/)
    .map((sentence) => text(sentence));
}

/** A macro line: `.Fl g`; each argument one word or a quoted phrase. */
export function macro(name: string, ...args: readonly string[]): string {
  return [`.${name}`, ...args.map((arg) => argument(arg))].join(' ');
}

/** A tagged list: what stands in front, as a macro line, and the lines of each item. */
export function tagList(items: readonly { readonly tag: string; readonly body: readonly string[] }[]): string[] {
  if (items.length === 0) return [];
  return ['.Bl -tag -width Ds', ...items.flatMap(({ tag, body }) => [`.It ${tag.replace(/^\./, '')}`, ...body]), '.El'];
}

/** Lines shown as they are, indented. */
export function display(lines: readonly string[]): string[] {
  return ['.Bd -literal -offset indent', ...lines.map((line) => (line === '' ? '' : text(line))), '.Ed'];
}

/** Every word that could be a macro's name is made none; a phrase with blanks is one argument. */
function argument(arg: string): string {
  const shown = escaped(arg).replaceAll('"', '\\(dq');
  const guarded = /^[A-Z%][A-Za-z\d]{1,2}$|^[.,:;()[\]?!|]$/.test(shown) ? `\\&${shown}` : shown;
  return /\s/.test(guarded) || guarded === '' ? `"${guarded}"` : guarded;
}

/** Groff prints a plain `-` as a hyphen, `'` and the backquote as quotes: what is copied from a page must stay ASCII. */
function escaped(line: string): string {
  return line
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha');
}
