import type { Semantics } from '../../page/index.js';

/** What an operation is there for; the contract says for each kind when it may be called and what it must do. */
export type Kind =
  | 'init'
  | 'store-frozen'
  | 'allocate'
  | 'get'
  | 'put'
  | 'try'
  | 'freeze'
  | 'unfreeze'
  | 'read'
  | 'is-frozen'
  /** Steps of the allocator around the primitives, which leave the count alone. */
  | 'release'
  | 'make-tail';

/** What an operation tells its caller: the new count, whether that is 0, whether it was done, or whether it freed. */
export type Tells = 'nothing' | 'count' | 'zero' | 'done' | 'freed';

/** One call of the suite: a primitive with the numbers behind the page. */
export interface Operation {
  readonly name: string;
  readonly kind: Kind;
  readonly tells: Tells;
  /** References that it adds or drops, or the count that it freezes or unfreezes. */
  readonly nr: number;
  readonly args: readonly number[];
}

type Row = readonly [name: string, kind: Kind, tells: Tells, ...args: readonly (readonly number[])[]];

/** `page_ref_X` stands for `folio_ref_X` too. The order decides which of two equally short sequences is shown. */
const ROWS: readonly Row[] = [
  ['page_ref_count', 'read', 'count', []],
  ['page_count', 'read', 'count', []],
  ['init_page_count', 'init', 'nothing', []],
  ['set_page_refcounted', 'allocate', 'nothing', []],
  ['page_ref_inc', 'get', 'nothing', []],
  ['page_ref_add', 'get', 'nothing', [2]],
  ['page_ref_inc_return', 'get', 'count', []],
  ['get_page', 'get', 'nothing', []],
  ['folio_get', 'get', 'nothing', []],
  ['try_get_page', 'get', 'done', []],
  ['get_page_unless_zero', 'try', 'done', []],
  ['folio_try_get', 'try', 'done', []],
  ['page_ref_add_unless_zero', 'try', 'done', [1], [2]],
  ['page_ref_add_unless', 'try', 'done', [1, 0], [2, 0]],
  ['folio_ref_try_add', 'try', 'done', [2]],
  ['page_ref_dec', 'put', 'nothing', []],
  ['page_ref_sub', 'put', 'nothing', [1], [2]],
  ['page_ref_dec_return', 'put', 'count', []],
  ['page_ref_sub_return', 'put', 'count', [1], [2]],
  ['page_ref_dec_and_test', 'put', 'zero', []],
  ['page_ref_sub_and_test', 'put', 'zero', [1], [2]],
  ['put_page_testzero', 'put', 'zero', []],
  ['folio_put_testzero', 'put', 'zero', []],
  ['put_page', 'put', 'freed', []],
  ['folio_put', 'put', 'freed', []],
  ['folio_put_refs', 'put', 'freed', [1], [2]],
  ['page_ref_freeze', 'freeze', 'done', [1], [2]],
  ['page_ref_unfreeze', 'unfreeze', 'nothing', [1], [2]],
];

/** The allocator's own steps, named as the functions in which they happen. */
const ALLOCATOR: readonly Operation[] = [
  { name: 'free_unref_page', kind: 'release', tells: 'nothing', nr: 0, args: [] },
  { name: 'prep_compound_tail', kind: 'make-tail', tells: 'nothing', nr: 0, args: [] },
];

/** The operations that the suite calls, as far as the semantics has them, with the helpers that a patch adds. */
export function operationsOf(semantics: Semantics): readonly Operation[] {
  const known = ROWS.flatMap(withTwin).filter(([name]) => semantics.has(name));
  return [...known.flatMap(expand), ...helpersOf(semantics), ...ALLOCATOR];
}

function withTwin(row: Row): Row[] {
  const [name, ...rest] = row;
  return name.startsWith('page_ref_') ? [row, [name.replace('page_', 'folio_'), ...rest]] : [row];
}

function expand([name, kind, tells, ...argLists]: Row): Operation[] {
  return argLists.map((args) => ({ name, kind, tells, nr: args[0] ?? 1, args }));
}

/**
 * Helpers that are no part of 6.12: stores of the frozen state (`set_page_count_as_frozen`, `folio_init_frozen`), and
 * predicates (`page_is_frozen`). Where no helper stores the frozen state, `set_page_count(page, 0)` does, as today.
 */
function helpersOf(semantics: Semantics): Operation[] {
  const names = semantics.names();
  const stores = names.filter((name) => /^(?:set|init)_\w*frozen$|^folio_(?:set|init)\w*frozen$/.test(name));
  const store = (name: string, args: number[]): Operation => ({
    name,
    kind: 'store-frozen',
    tells: 'nothing',
    nr: 0,
    args,
  });
  const plain = ['set_page_count'].filter((name) => semantics.has(name)).map((name) => store(name, [0]));
  return [
    ...(stores.length > 0 ? stores.map((name) => store(name, [])) : plain),
    ...names
      .filter((name) => /_is_frozen$/.test(name) && semantics.params(name)?.length === 1)
      .map((name): Operation => ({ name, kind: 'is-frozen', tells: 'done', nr: 0, args: [] })),
  ];
}

/** The call as C: `page_ref_add(page, 2)`; `subject` is the argument that names the page. */
export function callText({ name, args }: Pick<Operation, 'name' | 'args'>, subject = 'page'): string {
  return `${name}(${[subject, ...args.map(numberText)].join(', ')})`;
}

function numberText(n: number): string {
  return n === 0x7fffffff ? 'INT_MAX' : String(n);
}
