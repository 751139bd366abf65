/**
 * A number of references that may hang on a name: `constant + Σ terms[symbol]·symbol`, for example `1 + nr_pages`.
 * Symbols are `nr_pages` (pages of the folio), or the source text of a count argument (`refs`, `1 << order`).
 */
export interface Count {
  readonly constant: number;
  readonly terms: Readonly<Record<string, number>>;
}
