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
export function readScript(text: string): readonly ScriptLine[] {
  return text.split(/\r?\n/).flatMap((raw, index) => {
    const words = raw.replace(/#.*$/, '').split(/\s+/).filter(Boolean);
    const [op, ...args] = words;
    return op === undefined ? [] : { line: index + 1, op, args: args.map(argumentOf), text: words.join(' ') };
  });
}

const LIMITS: Readonly<Record<string, number>> = { INT_MAX: 0x7fffffff, INT_MIN: -0x80000000 };

function argumentOf(word: string): number | string {
  if (Object.hasOwn(LIMITS, word)) return LIMITS[word]!;
  if (!/^[-+]?(?:\d+|0[xX][0-9a-fA-F]+)$/.test(word)) return word;
  const value = Number(word.replace(/^[-+]/, ''));
  return word.startsWith('-') ? -value : value;
}
