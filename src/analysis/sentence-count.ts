import { addCounts, type Count, countOf, countText, symbolicCount, ZERO } from './count.js';
import { type Token, unwrap } from './sentence-words.js';

/** A count, or the index of the first word that is no term. */
export type ParsedCount =
  | { readonly kind: 'count'; readonly count: Count }
  | { readonly kind: 'bad'; readonly at: number };

/**
 * Reads the words behind `times`: terms joined by `+` and `-`, each a number, a symbol, or `2·symbol` (also `2*symbol`).
 * A symbol is a parameter, `nr_pages`, `all`, `result`, a constant in capitals, or C text in parentheses.
 */
export function parseTerms(words: readonly Token[], params: readonly string[]): ParsedCount {
  let sum = ZERO;
  for (let i = 0; i < words.length; i += 2) {
    const joint = i === 0 ? '+' : words[i - 1]!.text;
    if (joint !== '+' && joint !== '-') return { kind: 'bad', at: i - 1 };
    const term = termOf(words[i]!.text, params);
    if (term === undefined) return { kind: 'bad', at: i };
    sum = addCounts(sum, term, joint === '-' ? -1 : 1);
  }
  return words.length % 2 === 1 ? { kind: 'count', count: sum } : { kind: 'bad', at: words.length };
}

function termOf(word: string, params: readonly string[]): Count | undefined {
  if (/^-?\d+$/.test(word)) return countOf(Number(word));
  const [, sign, factor, symbol] = /^(-?)(?:(\d+)[·*])?(.+)$/.exec(word) ?? [];
  if (symbol === undefined) return undefined;
  const wrapped = symbol.startsWith('(') && symbol.endsWith(')');
  if (!wrapped && !isSymbol(symbol, params)) return undefined;
  return symbolicCount(unwrap(symbol), (sign === '-' ? -1 : 1) * Number(factor ?? 1));
}

function isSymbol(text: string, params: readonly string[]): boolean {
  const base = /^(\w+)(?:(?:->|\.)\w+)*$/.exec(text)?.[1];
  if (base === undefined) return false;
  return ['nr_pages', 'all', 'result', ...params].includes(base) || /^[A-Z][A-Z0-9_]*$/.test(text);
}

/** The words behind `times` that `parseTerms` reads back to the same count. */
export function termsText(count: Count, params: readonly string[]): string {
  const terms = Object.entries(count.terms).map(([s, n]) => [isSymbol(s, params) ? s : `(${s})`, n] as const);
  return countText({ constant: count.constant, terms: Object.fromEntries(terms) });
}
