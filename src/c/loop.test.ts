import { expect, test } from 'vitest';
import { cfgText } from './snippet.js';

test('while, break and continue', () => {
  expect(cfgText(`while (a) { if (g(a)) break; if (b) continue; k(); }`)).toMatchInlineSnapshot(`
    "b0:
      goto b1
    b1: loop
      if a goto b2 else b5
    b2:
      t1 = g(a)
      if t1 goto b5 else b3
    b3:
      if b goto b1 else b4
    b4:
      k()
      goto b1
    b5:
      return"
  `);
});

test('do while', () => {
  expect(cfgText(`do { if (g(a)) continue; if (b) break; } while (--a); `)).toMatchInlineSnapshot(`
    "b0:
      goto b1
    b1: loop
      t1 = g(a)
      if t1 goto b3 else b2
    b2:
      if b goto b4 else b3
    b3:
      a = a - 1
      if a goto b1 else b4
    b4:
      return"
  `);
});

test('for with a declaration', () => {
  expect(cfgText(`for (int i = 0; i < a; i++) { if (g(i)) break; if (b) continue; }`)).toMatchInlineSnapshot(`
    "b0:
      declare i: int
      i = 0
      goto b1
    b1: loop
      if i < a goto b2 else b4
    b2:
      t1 = g(i)
      if t1 goto b4 else b3
    b3:
      i = i + 1
      goto b1
    b4:
      leave i
      return"
  `);
});

test('for without a condition', () => {
  expect(cfgText(`for (;;) { if (g(a)) return 1; }`)).toMatchInlineSnapshot(`
    "b0:
      goto b1
    b1: loop
      t1 = g(a)
      if t1 goto b2 else b1
    b2:
      return 1"
  `);
});

test('an iterator assigns its variable each round, and reads it where it is a list', () => {
  expect(
    cfgText(
      `list_for_each_entry(page, &folio->list, lru) { if (g(page)) break; } xa_for_each(&folio->xa, a, page) g(page); do_each_thing(page, b) k(page);`,
    ),
  ).toMatchInlineSnapshot(`
    "b0:
      goto b1
    b1: loop
      t1 = list_for_each_entry(page, &folio->list, lru)
      if t1 goto b2 else b3
    b2:
      page = iteration[page, &folio->list, lru]
      t2 = g(page)
      if t2 goto b3 else b1
    b3: loop
      t3 = xa_for_each(&folio->xa, a, next)
      if t3 goto b4 else b5
    b4:
      page = iteration[&folio->xa, a, page]
      g(page)
      goto b3
    b5: loop
      t5 = do_each_thing(page, b)
      if t5 goto b6 else b7
    b6:
      k(page)
      goto b5
    b7:
      return"
  `);
});

test('puts the body before what follows, also behind a break', () => {
  expect(cfgText(`while (a) { if (b) break; for (;;) { if (g(a)) break; k(1); } } k(2);`)).toMatchInlineSnapshot(`
    "b0:
      goto b1
    b1: loop
      if a goto b2 else b5
    b2:
      if b goto b5 else b3
    b3: loop
      t1 = g(a)
      if t1 goto b1 else b4
    b4:
      k(1)
      goto b3
    b5:
      k(2)
      return"
  `);
});
