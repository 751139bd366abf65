/** One operation of a script. */
export interface ScriptLine {
  /** 1-based. */
  readonly line: number;
  readonly op: string;
  readonly args: readonly (number | string)[];
  /** As the user wrote it, white space squeezed, without the comment. */
  readonly text: string;
}

/** Reads a script: one operation a line, `#` starts a comment, numbers as C writes them or by their limits' names. */
export function* readScript(text: string): Generator<ScriptLine> {
  for (const [line, raw] of linesOf(text)) {
    const words = raw.split('#', 1)[0]!.split(/\s+/).filter(Boolean);
    const [op, ...args] = words;
    if (op !== undefined) yield { line, op, args: args.map(argumentOf), text: words.join(' ') };
  }
}

/** How wide the longest operation of a script is, in characters. */
export function widthOf(text: string): number {
  let width = 0;
  for (const [, raw] of linesOf(text)) {
    if (raw.length > width) width = Math.max(width, raw.split('#', 1)[0]!.trim().replace(/\s+/g, ' ').length);
  }
  return width;
}

/** Lines with their numbers, one after the other: those of a long script, all at once, would fill the memory. */
function* linesOf(text: string): Generator<readonly [line: number, raw: string]> {
  for (let line = 1, at = 0; at < text.length; line++) {
    const end = text.indexOf('\n', at);
    yield [line, text.slice(at, end < 0 ? undefined : end)];
    at = end < 0 ? text.length : end + 1;
  }
}

const LIMITS: Readonly<Record<string, number>> = { INT_MAX: 0x7fffffff, INT_MIN: -0x80000000 };

function argumentOf(word: string): number | string {
  if (Object.hasOwn(LIMITS, word)) return LIMITS[word]!;
  if (!/^[-+]?(?:\d+|0[xX][0-9a-fA-F]+)$/.test(word)) return word;
  const value = Number(word.replace(/^[-+]/, ''));
  return word.startsWith('-') ? -value : value;
}
