/**
 * Blanks what a fragment shows of a comment or a macro definition that began above it: text up to a closing comment mark that
 * nothing opened, leading lines in the form of comment lines, and leading lines that continue a `#define`.
 * Length and line ends stay.
 */
export function blankCutStart(text: string): string {
  const end = Math.max(commentTail(text), starredLines(text), macroTail(text));
  return text.slice(0, end).replace(/[^\n]/g, ' ') + text.slice(end);
}

function commentTail(text: string): number {
  const close = text.indexOf('*/');
  const open = text.indexOf('/*');
  return close >= 0 && (open < 0 || close < open) ? close + 2 : 0;
}

/** A statement does not begin with a star and a space, a line inside a comment does. */
function starredLines(text: string): number {
  return /^(?:[ \t]*(?:\*(?:[ \t][^\n]*)?)?\n)*/.exec(text)![0].length;
}

function macroTail(text: string): number {
  return /^\s*[^#\s][^\n]*\\\n(?:[^\n]*\\\n)*[^\n]*/.exec(text)?.[0].length ?? 0;
}
