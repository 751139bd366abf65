import { type FunctionIR, kernelDialect, lowerFunction, parseUnit } from '../c/index.js';
import type { Context, Knowledge } from './context.js';
import { type Exploration, explore } from './explore.js';
import { type Summary, summaryOf } from './outcome.js';
import { parseContract } from './sentence.js';

/** For tests: contracts in the words of rules/ownership. */
const CONTRACTS: Readonly<Record<string, string>> = {
  'folio_alloc(gfp, order)': 'moves result from allocator unless null',
  'filemap_get_folio(mapping, index)': 'gets result unless error',
  'folio_get(folio)': 'gets folio',
  'folio_put(folio)': 'puts folio',
  'folio_put_refs(folio, refs)': 'puts folio times refs',
  'folio_ref_freeze(folio, count)': 'freezes folio times count when true',
  'page_folio(page)': 'returns page',
  'shmem_get_folio(inode, foliop)': 'gets *foliop when zero',
};

/** For tests: the summary of one contract. */
export function summaryFrom(signature: string, sentences: string): Summary {
  const contract = parseContract(signature, sentences, { file: 'x.yaml', line: 1, column: 1 });
  return summaryOf(contract, contract.clauses);
}

/** For tests: knowledge of a few kernel functions; `folio_test_*` is pure, `frob_*` unknown. */
export function knowledge(): Knowledge {
  const known = new Map(Object.entries(CONTRACTS).map(([s, text]) => [s.split('(')[0], summaryFrom(s, text)]));
  return {
    summary: (name) => known.get(name),
    unread: () => 'unknown-callee',
    isPure: (name) => name.startsWith('folio_test_'),
    isHarmless: () => false,
    keepsPointer: () => false,
    ignoresPage: () => false,
    isIn: (list, name) => list === 'dereferences' && name === 'folio_put',
    hasChanged: () => false,
  };
}

/** For tests: the only function of a text, explored. */
export function exploreText(text: string): Exploration {
  const unit = parseUnit(
    { path: 'mm/frob.c', text, complete: true, fragments: [] },
    { config: 'all', lower: (s) => lowerFunction(s, { dialect: kernelDialect(), touched: { changed: [], gaps: [] } }) },
  );
  const [head] = unit.functions;
  if (!head) throw new Error(`no function in ${text}`);
  return explore(head.lower(), knowledge(), unit.line);
}

/** For tests: a context in which nothing happens. */
export function contextOf(fn: Pick<FunctionIR, 'params' | 'locals'>): Context {
  const whole = { ...fn, name: 'f', file: 'mm/frob.c', returnType: 'int' } as FunctionIR;
  return { fn: whole, knowledge: knowledge(), line: () => '', emit: () => {}, miss: () => {}, hand: () => {} };
}
