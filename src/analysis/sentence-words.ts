/** A word of a sentence and its offset in the text. */
export interface Token {
  readonly text: string;
  readonly at: number;
}

/** Splits sentences into words and `;`. Inside parentheses, which hold C text, spaces and `;` are part of the word. */
export function words(text: string): Token[] {
  const all: Token[] = [];
  let start = -1;
  let depth = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i] ?? ' ';
    const ends = i === text.length || (depth === 0 && (c === ';' || c === ' ' || c === '\t'));
    if (!ends && start < 0) start = i;
    if (c === '(') depth++;
    if (c === ')') depth = Math.max(0, depth - 1);
    if (!ends) continue;
    if (start >= 0) all.push({ text: text.slice(start, i), at: start });
    if (c === ';') all.push({ text: ';', at: i });
    start = -1;
  }
  return all;
}

/** C text as one word: in parentheses unless it is a plain name or number. Parentheses in it must be balanced. */
export function wrap(text: string): string {
  return /^-?[\w.]+$/.test(text) ? text : `(${text})`;
}

/** Takes off what `wrap` put on. */
export function unwrap(word: string): string {
  return word.startsWith('(') && word.endsWith(')') ? word.slice(1, -1) : word;
}
