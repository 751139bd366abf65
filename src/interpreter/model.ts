import type { Era } from '../page/index.js';

/** The file name of functions of the model, which stand nowhere. */
export const MODEL_PATH = 'built-in.h';

/**
 * The primitives as our own description of what they do, `RESULT NAME(PARAMETERS): STATEMENTS`, tracing left out. It is
 * what the hunks of a patch are laid over when there is no tree. `page` and `folio` are pointers, the others ints.
 */
const PRIMITIVES = `
int page_ref_count(page): return atomic_read(&page->_refcount);
int page_count(page): return folio_ref_count(page_folio(page));
void set_page_count(page, v): atomic_set(&page->_refcount, v);
void init_page_count(page): set_page_count(page, 1);
void page_ref_add(page, nr): atomic_add(nr, &page->_refcount);
void page_ref_sub(page, nr): atomic_sub(nr, &page->_refcount);
void page_ref_inc(page): atomic_inc(&page->_refcount);
void page_ref_dec(page): atomic_dec(&page->_refcount);
int page_ref_sub_return(page, nr): return atomic_sub_return(nr, &page->_refcount);
int folio_ref_sub_return(folio, nr): return atomic_sub_return(nr, &folio->_refcount);
int page_ref_inc_return(page): return atomic_inc_return(&page->_refcount);
int page_ref_dec_return(page): return atomic_dec_return(&page->_refcount);
int page_ref_sub_and_test(page, nr): return atomic_sub_and_test(nr, &page->_refcount);
int page_ref_dec_and_test(page): return atomic_dec_and_test(&page->_refcount);
bool page_ref_add_unless(page, nr, u): return page_ref_count(page) != u && atomic_add_unless(&page->_refcount, nr, u);
bool page_ref_add_unless_zero(page, nr): return atomic_add_unless(&page->_refcount, nr, 0);
int page_ref_freeze(page, count): return atomic_cmpxchg(&page->_refcount, count, 0) == count;
void page_ref_unfreeze(page, count): VM_BUG_ON_PAGE(page_count(page) != 0, page); VM_BUG_ON(count == 0); atomic_set_release(&page->_refcount, count);
void folio_set_count(folio, v): set_page_count(&folio->page, v);
bool folio_try_get(folio): return TRY(folio, 1);
bool folio_try_get_rcu(folio): return TRY(folio, 1);
bool folio_ref_try_add(folio, count): return TRY(folio, count);
bool folio_ref_try_add_rcu(folio, count): return TRY(folio, count);
bool get_page_unless_zero(page): return GET(page, 1);
int folio_ref_zero_or_close_to_overflow(folio): return (unsigned int)folio_ref_count(folio) + 127 <= 127;
void folio_get(folio): VM_BUG_ON_FOLIO(folio_ref_zero_or_close_to_overflow(folio), folio); folio_ref_inc(folio);
void get_page(page): folio_get(page_folio(page));
bool try_get_page(page): page = compound_head(page); if (WARN_ON_ONCE(page_ref_count(page) <= 0)) return 0; page_ref_inc(page); return 1;
int put_page_testzero(page): VM_BUG_ON_PAGE(page_ref_count(page) == 0, page); return page_ref_dec_and_test(page);
int folio_put_testzero(folio): return put_page_testzero(&folio->page);
void folio_put(folio): if (folio_put_testzero(folio)) __folio_put(folio);
void put_page(page): folio_put(page_folio(page));
void folio_put_refs(folio, refs): if (folio_ref_sub_and_test(folio, refs)) __folio_put(folio);
void set_page_refcounted(page): VM_BUG_ON_PAGE(PageTail(page), page); VM_BUG_ON_PAGE(page_ref_count(page), page); set_page_count(page, 1);
`;

/** C text of the model, one function a line, as kernels of that era have them. */
export function modelText(has: Era): string {
  const functions = PRIMITIVES.trim()
    .split('\n')
    .flatMap((line) => {
      const [, returns = '', name = '', params = '', body = ''] = /^(\w+) (\w+)\((.*?)\): (.*)$/.exec(line) ?? [];
      return [{ returns, name, params: params.split(', '), body }, ...twinOf(returns, name, params.split(', '))];
    });
  return functions
    .filter(({ name }) => has(name))
    .map((it) => `${definition(it, has('page_ref_add_unless_zero'))}\n`)
    .join('');
}

interface Definition {
  readonly returns: string;
  readonly name: string;
  readonly params: readonly string[];
  readonly body: string;
}

/**
 * Each `page_ref_X` has a `folio_ref_X` that does the same to the first page of a folio; but for `sub_return`, which has
 * outlived the one for pages.
 */
function twinOf(returns: string, name: string, [, ...others]: readonly string[]): Definition[] {
  if (!name.startsWith('page_ref_') || name === 'page_ref_sub_return') return [];
  const call = `${name}(${['&folio->page', ...others].join(', ')});`;
  const body = returns === 'void' ? call : `return ${call}`;
  return [{ returns, name: name.replace('page_', 'folio_'), params: ['folio', ...others], body }];
}

/** The newest kernels try with `add_unless_zero`, older ones with `add_unless` and 0. */
function definition({ returns, name, params, body }: Definition, newest: boolean): string {
  const [tries, gets] = newest
    ? ['folio_ref_add_unless_zero($1)', 'page_ref_add_unless_zero($1)']
    : ['folio_ref_add_unless($1, 0)', 'page_ref_add_unless($1, 0)'];
  const typed = params.map((param) =>
    param === 'page' || param === 'folio' ? `struct ${param} *${param}` : `int ${param}`,
  );
  const text = body.replace(/TRY\((.*?)\)/, tries).replace(/GET\((.*?)\)/, gets);
  return `static inline ${returns} ${name}(${typed.join(', ')}) { ${text} }`;
}
