import { expect, test } from 'vitest';
import { cfgText } from './snippet.js';

test('lifts calls in evaluation order', () => {
  expect(cfgText(`return g(h(a), page->x[b++]) + k();`)).toMatchInlineSnapshot(`
    "b0:
      t1 = h(a)
      t2 := b
      b = t2 + 1
      t3 = g(t1, page->x[t2])
      t4 = k()
      return t3 + t4"
  `);
});

test('keeps the old value of a postfix increment in a temp only where it is used', () => {
  expect(cfgText(`a++; --b; a = b--; *page++ = 0;`)).toMatchInlineSnapshot(`
    "b0:
      a = a + 1
      b = b - 1
      t1 := b
      b = t1 - 1
      a = t1
      t2 := page
      page = t2 + 1
      *t2 = 0
      return"
  `);
});

test('splits compound and chained assignments', () => {
  expect(cfgText(`a += g(b); a = b = g(a); page->x = folio->y = g(a);`)).toMatchInlineSnapshot(`
    "b0:
      t1 = g(b)
      a = a + t1
      t2 = g(a)
      b = t2
      a = b
      t3 = g(a)
      folio->y = t3
      page->x = t3
      return"
  `);
});

test('reads literals in every base, with suffixes', () => {
  expect(
    cfgText(`g(0x10UL, 010, 1ull, '\\n', 'a', "s" "t", NULL, (void *)0, true, false, -1, GFP_KERNEL);`),
  ).toMatchInlineSnapshot(`
    "b0:
      g(16, 8, 1, 10, 97, "…", 0, 0, 1, 0, -1, GFP_KERNEL)
      return"
  `);
});

test('takes the one spelling of equal access paths', () => {
  expect(cfgText(`g((*page).x, (&page->lru)->next, *&a, &*page, &page->lru, page->a[a].b);`)).toMatchInlineSnapshot(`
    "b0:
      g(page->x, page->lru.next, a, page, &page->lru, page->a[a].b)
      return"
  `);
});

test('does not look into sizeof, offsetof and types', () => {
  expect(
    cfgText(`g(sizeof(*page), sizeof(struct page), offsetof(struct page, lru), (unsigned long)page);`),
  ).toMatchInlineSnapshot(`
    "b0:
      g(sizeof(*page), sizeof(struct page), offset_, (unsigned long)page)
      return"
  `);
});

test('keeps the values of initialisers and compound literals', () => {
  expect(
    cfgText(`struct wbc c = { .n = g(a), .o = { 1, [2] = b } }; k((struct wbc){ .n = a });`),
  ).toMatchInlineSnapshot(`
    "b0:
      declare c: struct wbc
      t1 = g(a)
      c = {}[t1, 1, b]
      k((struct wbc){}[a])
      return"
  `);
});

test('runs a statement expression and keeps its last value', () => {
  expect(cfgText(`a = ({ int x = g(b); if (x) k(x); x + 1; }); ({ g(a); });`)).toMatchInlineSnapshot(`
    "b0:
      declare x: int
      t1 = g(b)
      x = t1
      if x goto b1 else b2
    b1:
      k(x)
      goto b2
    b2:
      t3 := x + 1
      leave x
      a = t3
      g(a)
      return"
  `);
});

test('ignores inline assembly', () => {
  expect(cfgText(`asm volatile("mov %0" : "=r"(a) : "r"(b));`)).toMatchInlineSnapshot(`
    "b0:
      return"
  `);
});

test('evaluates a comma from left to right', () => {
  expect(cfgText(`a = (g(a), b); for (a = 0, b = 1; a; a++, b--) g(a);`)).toMatchInlineSnapshot(`
    "b0:
      g(a)
      a = b
      a = 0
      b = 1
      goto b1
    b1: loop
      if a goto b2 else b3
    b2:
      g(a)
      a = a + 1
      b = b - 1
      goto b1
    b3:
      return"
  `);
});
