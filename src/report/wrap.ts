/** Columns of a report where no terminal says how many it has. */
export const COLUMNS = 100;
/** The indent of prose below a finding. */
export const INDENT = 2;

/** Breaks prose at blanks into lines of at most `width` characters; a longer word stands alone. Empty prose has no line. */
export function wrap(text: string, width: number): string[] {
  return fill(text.split(/\s+/).filter(Boolean), width);
}

/** Sets phrases, none of which is broken, into lines of at most `width` characters with blanks between them. */
export function fill(phrases: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const phrase of phrases) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + phrase.length <= width) lines[lines.length - 1] = `${last} ${phrase}`;
    else lines.push(phrase);
  }
  return lines;
}
