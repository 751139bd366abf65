/** A text as lines without their ends. */
export interface Lines {
  readonly lines: readonly string[];
  /** Does the last line end with a newline? */
  readonly finalNewline: boolean;
}

/** Splits at newlines; `joinLines` gives the same text back. */
export function splitLines(text: string): Lines {
  if (text === '') return { lines: [], finalNewline: true };
  const lines = text.split('\n');
  const finalNewline = lines[lines.length - 1] === '';
  if (finalNewline) lines.pop();
  return { lines, finalNewline };
}

/** The text of lines, to the byte: the inverse of `splitLines`. */
export function joinLines({ lines, finalNewline }: Lines): string {
  return lines.length === 0 ? '' : lines.join('\n') + (finalNewline ? '\n' : '');
}
