import type { Semantics } from './semantics.js';

/** A primitive, and the numbers behind its page. */
interface PrimitiveCall {
  readonly name: string;
  readonly args: readonly number[];
}

/**
 * The primitive that takes or drops `n` references: the function that the path calls where it is one, so that what a patch
 * made of it is seen; else what most callers use.
 */
export function primitiveFor(semantics: Semantics, api: string, kind: 'get' | 'put', n: number): PrimitiveCall {
  const numbers = PRIMITIVES[kind].test(api) ? (semantics.params(api)?.length ?? 0) - 1 : -1;
  if (numbers === 1) return { name: api, args: [n] };
  if (numbers === 0 && n === 1) return { name: api, args: [] };
  if (n === 1) return { name: `folio_${kind}`, args: [] };
  return { name: kind === 'get' ? 'folio_ref_add' : 'folio_put_refs', args: [n] };
}

const PRIMITIVES = {
  get: /^(?:(?:page|folio)_ref_(?:inc|add|inc_return|try_add|add_unless_zero)|folio_(?:try_)?get|(?:try_)?get_page|get_page_unless_zero)$/,
  put: /^(?:(?:page|folio)_ref_(?:dec|sub)(?:_return|_and_test)?|folio_put(?:_refs|_testzero)?|put_page(?:_testzero)?)$/,
} as const;
