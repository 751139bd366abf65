/**
 * A number of references that may hang on a name: `constant + Σ terms[symbol]·symbol`, for example `1 + nr_pages`.
 * Symbols are `nr_pages` (pages of the folio), or the text of a count argument (`refs`, `1 << order`).
 */
export interface Count {
  readonly constant: number;
  readonly terms: Readonly<Record<string, number>>;
}

export const ZERO: Count = { constant: 0, terms: {} };
export const ONE: Count = { constant: 1, terms: {} };

/** A count without symbols. */
export function countOf(constant: number): Count {
  return { constant, terms: {} };
}

/** `coefficient` times `symbol`. */
export function symbolicCount(symbol: string, coefficient = 1): Count {
  return { constant: 0, terms: { [symbol]: coefficient } };
}

/** `a + factor·b`. */
export function addCounts(a: Count, b: Count, factor = 1): Count {
  const terms: Record<string, number> = { ...a.terms };
  for (const [symbol, n] of Object.entries(b.terms)) {
    const sum = (terms[symbol] ?? 0) + factor * n;
    if (sum === 0) delete terms[symbol];
    else terms[symbol] = sum;
  }
  return { constant: a.constant + factor * b.constant, terms };
}

/** Zero whatever the symbols stand for; `nr_pages` may be zero, but is not this. */
export function isZeroCount(c: Count): boolean {
  return c.constant === 0 && Object.keys(c.terms).length === 0;
}

/** Canonical text, equal exactly for equal counts: `0`, `-1`, `1 + nr_pages`, `2·nr_pages`. */
export function countText(c: Count): string {
  const parts = Object.keys(c.terms)
    .sort()
    .map((symbol) => {
      const n = c.terms[symbol] ?? 0;
      if (n === 1) return symbol;
      return n === -1 ? `-${symbol}` : `${n}·${symbol}`;
    });
  if (c.constant !== 0 || parts.length === 0) parts.unshift(String(c.constant));
  return parts.join(' + ').replaceAll('+ -', '- ');
}

/** The sign when every symbol stands for a number of at least one: 1, 0, -1; undefined when it depends on the symbols. */
export function countSign(c: Count): 1 | 0 | -1 | undefined {
  const all = [...Object.values(c.terms), c.constant].filter((n) => n !== 0);
  if (all.length === 0) return 0;
  if (all.every((n) => n > 0)) return 1;
  if (all.every((n) => n < 0)) return -1;
  const symbols = Object.values(c.terms);
  const least = symbols.reduce((a, n) => a + n, c.constant);
  if (symbols.every((n) => n > 0) && least > 0) return 1;
  if (symbols.every((n) => n < 0) && least < 0) return -1;
  return undefined;
}
