import { expect, test } from 'vitest';
import { cfgText } from './snippet.js';

test('types as written, with stars and shapes', () => {
  expect(
    cfgText(
      `const struct folio *x, **y = 0; unsigned long n = a, m[4]; int (*fn)(int) = g; struct page *pages[16] = {}; struct { int i; } s; enum foo e = A;`,
    ),
  ).toMatchInlineSnapshot(`
    "b0:
      declare x: const struct folio *
      declare y: const struct folio **
      y = 0
      declare n: unsigned long
      n = a
      declare m: unsigned long [4]
      declare fn: int (*)(int)
      fn = g
      declare pages: struct page *[16]
      pages = {}
      declare s: struct
      declare e: enum foo
      e = A
      return"
  `);
});

test('static, extern, prototypes and typedefs are not initialised', () => {
  expect(
    cfgText(`static int once = 1; extern int there; int proto(int); typedef int word; word w = 2;`),
  ).toMatchInlineSnapshot(`
    "b0:
      declare once: int
      declare w: word
      w = 2
      return"
  `);
});

test('typeof and auto types', () => {
  expect(cfgText(`typeof(*page) x = *page; __auto_type y = g(a); typeof(a) z = 1; auto w = a;`)).toMatchInlineSnapshot(`
    "b0:
      declare x: typeof
      x = *page
      declare y: __auto_type
      t1 = g(a)
      y = t1
      declare z: typeof
      z = 1
      declare w: Auto
      w = a
      return"
  `);
});
