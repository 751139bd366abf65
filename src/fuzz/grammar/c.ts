import type { Random } from '../random.js';

/** What a reader of kernel C meets: references of pages, jumps, loops, macros, and C that few write. */
const SIMPLE = [
  ...['folio_get(folio);', 'folio_put(folio);', 'get_page(page);', 'put_page(page);', 'folio_put_refs(folio, n);'],
  ...['folio = filemap_get_folio(mapping, i);', 'folio = NULL;', 'page = alloc_page(gfp);', 'x->folio = folio;', ';'],
  ...['set_page_count(page, 1);', 'page_ref_freeze(page, 2);', 'page_ref_unfreeze(page, n);', 'n++;', 'err = -EIO;'],
  ...['err = probe(folio, &n);', 'pages[i] = page;', 'page = pages[i++];', 'folio = page_folio(page);', 'x = *y;'],
  ...['goto out;', 'goto retry;', 'return;', 'return err;', 'break;', 'continue;', 'return folio;', 'swap(a, b);'],
  ...['struct folio *f = folio;', 'guard(mutex)(&x->lock);', 'asm volatile("" : "=r" (n));', 'void (*f)(int) = g;'],
  ...['({ folio_put(folio); 1; });', 'n = a ?: b;', 'n = (a, b);', 'struct x y = { .a = { [1] = 2 } };', 'a = b = c;'],
  ...['struct folio *f __free(folio_put) = folio_alloc(gfp, 0);', 'scoped_guard(rcu) {', 'n = sizeof(struct x[3]);'],
];
const CONDITIONS = [
  ...['!folio', 'IS_ERR(folio)', 'err', 'err < 0', 'n > 3', 'folio_try_get(folio)', '!get_page_unless_zero(page)'],
  ...['unlikely(!page)', 'a && b', 'a || !(b && c)', '(err = f(x))', 'PageTail(page)', 'folio && folio != NULL', '1'],
  ...['put_page_testzero(page)', 'x->y[n].z == &a', 'a ? b : c', '({ int t = 1; t; })', 'IS_ENABLED(CONFIG_X)'],
];
const DIRECTIVES = [
  '#ifdef CONFIG_X',
  '#if 0',
  '#else',
  '#endif',
  '#define M(x) do { put_page(x); } while (0)',
  '#elif 1',
];

/** A source file with some functions; few of them would compile. */
export function cFile(random: Random): string {
  return Array.from({ length: 1 + random.below(4) }, (_, i) => cFunction(random, i)).join('\n');
}

function cFunction(random: Random, i: number): string {
  const head = random.pick([
    `static int f${i}(struct folio *folio, struct page *page, int n)`,
    `struct folio *f${i}(struct address_space *mapping, pgoff_t i)`,
    `void __init noinline f${i}(struct page **pages)`,
    `SYSCALL_DEFINE2(f${i}, int, a, struct page *, page)`,
    `int f${i}(folio) struct folio *folio;`,
    `static __always_inline bool\nf${i}(struct folio *folio,\n\tint (*cb)(struct folio *))`,
  ]);
  return `${head}\n{\n${block(random, 1, 1 + random.below(4))}retry:\n${block(random, 1, 2)}out:\n\treturn err;\n}\n`;
}

function block(random: Random, depth: number, most: number): string {
  const lines = random.some(2 + most, () => statement(random, depth));
  return lines.map((line) => `${'\t'.repeat(Math.min(depth, 20))}${line}\n`).join('');
}

const MOST_DEPTH = 7;

function statement(random: Random, depth: number): string {
  const { pick, chance, below } = random;
  if (chance(0.05)) return `\n${pick(DIRECTIVES)}`;
  if (depth >= MOST_DEPTH || chance(0.5)) return pick(SIMPLE);
  const condition = pick(CONDITIONS);
  const inner = () => `{\n${block(random, depth + 1, below(3))}${'\t'.repeat(depth)}}`;
  return pick([
    () => `if (${condition})\n${'\t'.repeat(depth + 1)}${statement(random, depth + 1)}`,
    () => `if (${condition}) ${inner()}`,
    () => `if (${condition}) ${inner()} else ${inner()}`,
    () => `while (${condition}) ${inner()}`,
    () => `do ${inner()} while (${condition});`,
    () => `for (i = 0; i < n; i++) ${inner()}`,
    () => `list_for_each_entry(page, &list, lru) ${inner()}`,
    () =>
      `switch (n) {\ncase 1:\n${block(random, depth + 1, 2)}case 2 ... 4:\ndefault:\n${block(random, depth + 1, 2)}}`,
    () => inner(),
    () => `l${below(9)}:\n${statement(random, depth + 1)}`,
  ])();
}
