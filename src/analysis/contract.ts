import type { Place } from '../text/index.js';
import type { Count } from './count.js';

/** Who can hold references besides the path under analysis. */
export type Holder =
  | 'caller'
  | 'page-cache'
  | 'swap-cache'
  | 'page-table'
  | 'private'
  | 'lru-batch'
  | 'isolation'
  | 'allocator'
  | 'structure'
  | 'callee';

/**
 * What a clause does to one object. Two things are told apart: the raw count, and who owns the references in it.
 *
 * | verb | raw count | the caller's claim |
 * |---|---|---|
 * | gets, pins | + times | + times |
 * | puts, unpins | − times | − times |
 * | moves … to HOLDER | | − times |
 * | moves … from HOLDER | | + times |
 * | adds … to HOLDER | + times | |
 * | drops … from HOLDER | − times | |
 * | freezes | times → 0 | claim kept, object frozen |
 * | unfreezes | 0 → times | object live again |
 * | sets | plain store | |
 * | frees | must be 0 already | object gone |
 * | returns | the result is the named object (or a page of it) | |
 * | borrows | the object is valid but no reference belongs to the caller | |
 * | keeps | | unchanged, but the pointer is stored where others find it: the reference may travel with it |
 * | ignores | takes the pointer only, the page is not touched | |
 */
export type Verb =
  | 'gets'
  | 'pins'
  | 'puts'
  | 'unpins'
  | 'moves-to'
  | 'moves-from'
  | 'adds-to'
  | 'drops-from'
  | 'freezes'
  | 'unfreezes'
  | 'sets'
  | 'frees'
  | 'returns'
  | 'borrows'
  | 'keeps'
  | 'ignores';

/** What a return value can be told apart by; errors are ERR_PTR or negative errno, null and false are zero. */
export type ResultTest =
  | 'true'
  | 'false'
  | 'zero'
  | 'nonzero'
  | 'null'
  | 'nonnull'
  | 'error'
  | 'negative'
  | 'positive'
  | 'valid';

/** One condition of a clause; all conditions of a clause must hold. */
export type Condition =
  | { readonly on: 'result'; readonly test: ResultTest | number; readonly negated: boolean }
  | {
      readonly on: 'argument';
      /** A parameter or a path from one (`vmf.page`), or `result` where it is compared with a name or has a flag. */
      readonly name: string;
      /** `is` compares with NULL, true, false, a number or an enumerator; `has` tests a flag. */
      readonly relation: 'is' | 'has';
      readonly value: string;
      readonly negated: boolean;
    };

export interface Clause {
  readonly verb: Verb;
  /**
   * A path that starts at a parameter name, at `result`, or at `mapped-folio` (the folio that the given address
   * maps; taken to be the one folio that the caller holds): `folio`, `*foliop`, `vmf.page`, `pages[]`, `result`.
   */
  readonly object: string;
  /** How many references; `one` is `{constant: 1, terms: {}}`. A term names a parameter, `nr_pages` or `all`. */
  readonly times: Count;
  readonly holder?: Holder;
  readonly conditions: readonly Condition[];
  /** Kernel versions, `6.4`: the clause holds from `since` on and below `before`. */
  readonly since?: string;
  readonly before?: string;
}

/** What a function does to references: the same type whether a person declared it or the body was read. */
export interface Contract {
  readonly name: string;
  readonly params: readonly string[];
  readonly clauses: readonly Clause[];
  readonly source: 'declared' | 'inferred';
  /** The line of the rule file, or the head of the function that was read. */
  readonly where: Place;
}
