import type { Parameter } from '../c/index.js';
import { checkPlace, eraOf } from './era.js';
import { type Memory, pageAt } from './memory.js';
import { headOf, type Page, READ_ONLY } from './page.js';
import { type Effect, type Primitive, primitives } from './primitives.js';
import { type Execution, type Outcome, type Semantics, SemanticsError } from './semantics.js';

/** One primitive of the built-in model, with its C signature. */
interface BuiltinFunction {
  readonly primitive: Primitive;
  readonly params: readonly Parameter[];
  readonly returnType: string;
}

/**
 * The reference primitives as kernels of that version have them (`6.12.117`; without one, as the newest has them),
 * without reading any source. Each is one step of a run.
 */
export function builtin(version?: string): Semantics {
  const functions = builtinFunctions(version);
  const find = (name: string): BuiltinFunction => {
    const found = functions.get(name);
    if (!found) throw new SemanticsError(`${name}() is not in the built-in model`);
    return found;
  };
  const run: Semantics['run'] = (memory, name, args) => {
    const { primitive, params, returnType } = find(name);
    const page = pageAt(memory, args[0] ?? 0);
    const subject = params[0]!.type === FOLIO ? headOf(page) : page;
    const effect = primitive(subject, args[1] ?? 0, args[2] ?? 0);
    return withFault(outcomeOf(effect, returnType, version), subject, name);
  };
  return {
    has: (name) => functions.has(name),
    names: () => [...functions.keys()].sort(),
    params: (name) => functions.get(name)?.params,
    run,
    start: (_, name, args) => {
      find(name);
      return singleStep(name, (memory) => run(memory, name, args));
    },
  };
}

function outcomeOf(effect: Effect, returnType: string, version: string | undefined): Outcome {
  const ret = returnType === 'void' ? null : (effect.ret ?? 0);
  return { ret, bugs: bugsOf(effect, version), freed: effect.freed };
}

/** A write to a read-only page has changed nothing; the kernel would have stopped there. */
function withFault(outcome: Outcome, page: Page, name: string): Outcome {
  if (!page.faulted) return outcome;
  delete page.faulted;
  const bug = { condition: READ_ONLY, file: 'include/linux/page_ref.h', function: name };
  return { ...outcome, bugs: [...outcome.bugs, bug] };
}

function singleStep(name: string, perform: (memory: Memory) => Outcome, outcome?: Outcome): Execution {
  let done = outcome;
  return {
    get pending() {
      return done ? undefined : { operation: name, function: name, file: '', line: 0 };
    },
    get outcome() {
      return done;
    },
    step: (memory) => {
      done ??= perform(memory);
    },
    clone: () => singleStep(name, perform, done),
    key: () => `${name}:${JSON.stringify(done ?? null)}`,
  };
}

/** The checks that a primitive fired, each with its place in that version. */
function bugsOf({ fired }: Effect, version: string | undefined): Outcome['bugs'] {
  return fired.map((check) => ({ ...check, ...checkPlace(check.condition, version) }));
}

const PAGE = 'struct page *';
const FOLIO = 'struct folio *';

/** `[name, parameters behind the page, type returned, the primitive if it has another name]`. */
type Row = readonly [string, string, string, (keyof typeof primitives)?];

/** What acts on the very page; `page_ref_X` has a twin `folio_ref_X` that acts on a folio. */
const ON_PAGE: readonly Row[] = [
  ['page_ref_count', '', 'int'],
  ['page_ref_add', 'nr', 'void'],
  ['page_ref_sub', 'nr', 'void'],
  ['page_ref_inc', '', 'void'],
  ['page_ref_dec', '', 'void'],
  ['page_ref_sub_return', 'nr', 'int'],
  ['page_ref_inc_return', '', 'int'],
  ['page_ref_dec_return', '', 'int'],
  ['page_ref_sub_and_test', 'nr', 'int'],
  ['page_ref_dec_and_test', '', 'int'],
  ['page_ref_add_unless', 'nr u', 'bool'],
  ['page_ref_add_unless_zero', 'nr', 'bool'],
  ['page_ref_freeze', 'count', 'int'],
  ['page_ref_unfreeze', 'count', 'void'],
];

const OTHERS_ON_PAGE: readonly Row[] = [
  ['page_count', '', 'int'],
  ['set_page_count', 'v', 'void'],
  ['init_page_count', '', 'void'],
  ['get_page_unless_zero', '', 'bool'],
  ['put_page_testzero', '', 'int'],
  ['get_page', '', 'void'],
  ['try_get_page', '', 'bool'],
  ['put_page', '', 'void'],
  ['set_page_refcounted', '', 'void'],
];

const ON_FOLIO: readonly Row[] = [
  ...ON_PAGE.map(
    ([name, numbers, type]): Row => [name.replace('page_', 'folio_'), numbers, type, name as keyof typeof primitives],
  ),
  ['folio_set_count', 'v', 'void', 'set_page_count'],
  ['folio_try_get', '', 'bool'],
  ['folio_try_get_rcu', '', 'bool', 'folio_try_get'],
  ['folio_ref_try_add', 'count', 'bool'],
  ['folio_ref_try_add_rcu', 'count', 'bool', 'folio_ref_try_add'],
  ['folio_get', '', 'void'],
  ['folio_put', '', 'void'],
  ['folio_put_refs', 'refs', 'void'],
  ['folio_put_testzero', '', 'int'],
];

/** The functions of the model by name, as that version has them. */
function builtinFunctions(version: string | undefined): ReadonlyMap<string, BuiltinFunction> {
  const has = eraOf(version);
  const rows = [
    ...[...ON_PAGE, ...OTHERS_ON_PAGE].map((row) => functionOf(row, PAGE, 'page')),
    ...ON_FOLIO.map((row) => functionOf(row, FOLIO, 'folio')),
  ];
  return new Map(rows.filter(([name]) => has(name)));
}

function functionOf(row: Row, type: string, subject: string): [string, BuiltinFunction] {
  const [name, numbers, returnType, as = name as keyof typeof primitives] = row;
  const others = numbers.split(' ').filter(Boolean);
  const params = [{ name: subject, type }, ...others.map((other) => ({ name: other, type: 'int' }))];
  return [name, { primitive: primitives[as], params, returnType }];
}

/** The model of the newest kernel. */
export const NEWEST: Semantics = builtin();
