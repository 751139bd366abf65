import type { Random } from '../random.js';

const NAMES = [
  'page_ref_count',
  'set_page_count',
  'init_page_count',
  'page_ref_inc',
  'page_ref_dec',
  'page_ref_add',
  'f',
  'g',
];
const MORE = [
  'page_ref_sub_and_test',
  'page_ref_add_unless',
  'page_ref_freeze',
  'page_ref_unfreeze',
  'put_page',
  'get_page',
];
const CALLS = [
  ...[
    'atomic_inc(&page->_refcount)',
    'atomic_dec(&page->_refcount)',
    'atomic_read(&page->_refcount)',
    'page_ref_count(page)',
  ],
  ...[
    'atomic_add_return(nr, &page->_refcount)',
    'atomic_set(&page->_refcount, nr)',
    'page_ref_inc(page)',
    'f(page, nr)',
    'g(page)',
  ],
  ...[
    'atomic_cmpxchg(&page->_refcount, nr, 0)',
    'atomic_try_cmpxchg(&page->_refcount, &old, old + nr)',
    'put_page(page)',
  ],
  ...[
    'atomic_sub_and_test(nr, &page->_refcount)',
    'xchg(&page->_refcount.counter, 0)',
    'page_folio(page)',
    '__folio_put(page)',
  ],
];
const VALUES = [
  'nr',
  '1',
  '0',
  'old',
  '-1',
  '1 << 31',
  'BIT(31)',
  '0xffffffffUL',
  'sizeof(long)',
  '(unsigned int)nr',
  'page',
  'nr / 0',
];

/** A page_ref.h: static inline functions over `_refcount`, some of which no processor would end. */
export function header(random: Random): string {
  const { pick, chance } = random;
  const names = [...NAMES, ...random.some(4, () => pick(MORE))];
  return names
    .map((name) => {
      const more = chance(0.6) ? ', int nr' : '';
      const type = pick(['int', 'void', 'bool', 'unsigned long', 'struct page *']);
      return `static inline ${type} ${name}(struct page *page${more})\n{\n\tint old = ${value(random, 2)};\n${body(random, 1)}\treturn ${value(random, 1)};\n}\n`;
    })
    .join('\n');
}

function body(random: Random, depth: number): string {
  const tabs = '\t'.repeat(depth);
  const { pick } = random;
  const statements = random.some(depth < 4 ? 3 : 1, () =>
    pick([
      () => `${pick(CALLS)};`,
      () => `old = ${value(random, 2)};`,
      () => `old ${pick(['+=', '-=', '<<=', '|='])} ${value(random, 1)};`,
      () => `if (${value(random, 2)}) {\n${body(random, depth + 1)}${tabs}}`,
      () => `while (${value(random, 1)}) {\n${body(random, depth + 1)}${tabs}}`,
      () => `do {\n${body(random, depth + 1)}${tabs}} while (${value(random, 2)});`,
      () => `for (old = 0; old < ${value(random, 1)}; old++)\n${tabs}\t${pick(CALLS)};`,
      () => `VM_BUG_ON_PAGE(${value(random, 2)}, page);`,
      () =>
        `switch (${value(random, 1)}) {\n${tabs}case 1:\n${body(random, depth + 1)}${tabs}default:\n${tabs}\tbreak;\n${tabs}}`,
      () =>
        pick(['return old;', 'return;', 'page++;', 'old--;', 'goto out;', 'out:', 'retry: ;', 'goto retry;', 'BUG();']),
    ])(),
  );
  return statements.map((statement) => `${tabs}${statement}\n`).join('');
}

function value(random: Random, depth: number): string {
  const { pick } = random;
  if (depth === 0 || random.chance(0.4)) return pick([...VALUES, ...CALLS]);
  const operator = pick(['+', '-', '*', '/', '%', '<<', '>>', '&', '|', '^', '&&', '||', '==', '!=', '<', '>=']);
  return `(${value(random, depth - 1)} ${operator} ${value(random, depth - 1)})`;
}
