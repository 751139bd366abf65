import { expect, test } from 'vitest';
import { cfgText } from './snippet.js';

test('swaps the targets for a negation and a comparison with zero', () => {
  expect(
    cfgText(`if (!a) g(1); if (page == NULL) g(2); if (0 != b) g(3); if (!(a && !b)) g(4);`),
  ).toMatchInlineSnapshot(`
    "b0:
      if a goto b2 else b1
    b1:
      g(1)
      goto b2
    b2:
      if page goto b4 else b3
    b3:
      g(2)
      goto b4
    b4:
      if b goto b5 else b6
    b5:
      g(3)
      goto b6
    b6:
      if a goto b7 else b8
    b7:
      if b goto b8 else b9
    b8:
      g(4)
      goto b9
    b9:
      return"
  `);
});

test('branches straight from a short circuit', () => {
  expect(cfgText(`if (a && (b || g(a)) && !folio->x) k();`)).toMatchInlineSnapshot(`
    "b0:
      if a goto b1 else b5
    b1:
      if b goto b3 else b2
    b2:
      t1 = g(a)
      if t1 goto b3 else b5
    b3:
      if folio->x goto b5 else b4
    b4:
      k()
      goto b5
    b5:
      return"
  `);
});

test('assigns before it branches', () => {
  expect(cfgText(`while ((page = next(page))) g(page); if ((a = g(b)) < 0) k();`)).toMatchInlineSnapshot(`
    "b0:
      goto b1
    b1: loop
      t1 = next(page)
      page = t1
      if page goto b2 else b3
    b2:
      g(page)
      goto b1
    b3:
      t3 = g(b)
      a = t3
      if a < 0 goto b4 else b5
    b4:
      k()
      goto b5
    b5:
      return"
  `);
});

test('looks through likely() and parentheses', () => {
  expect(cfgText(`if (unlikely(!(likely(a)))) g(1); if (__builtin_expect(!!b, 1)) g(2);`)).toMatchInlineSnapshot(`
    "b0:
      if a goto b2 else b1
    b1:
      g(1)
      goto b2
    b2:
      if b goto b3 else b4
    b3:
      g(2)
      goto b4
    b4:
      return"
  `);
});

test('makes a truth value 1 or 0 by control flow', () => {
  expect(cfgText(`a = a && g(b); return !(a || b);`)).toMatchInlineSnapshot(`
    "b0:
      if a goto b1 else b3
    b1:
      t2 = g(b)
      if t2 goto b2 else b3
    b2:
      t1 := 1
      goto b4
    b3:
      t1 := 0
      goto b4
    b4:
      a = t1
      if a goto b6 else b5
    b5:
      if b goto b6 else b7
    b6:
      t3 := 1
      goto b8
    b7:
      t3 := 0
      goto b8
    b8:
      return !t3"
  `);
});

test('keeps which arm a conditional value came from', () => {
  expect(cfgText(`a = b ? g(1) : page->x; return a ?: g(2);`)).toMatchInlineSnapshot(`
    "b0:
      if b goto b1 else b2
    b1:
      t2 = g(1)
      t1 := t2
      goto b3
    b2:
      t1 := page->x
      goto b3
    b3:
      a = t1
      if a goto b4 else b5
    b4:
      t3 := a
      goto b6
    b5:
      t4 = g(2)
      t3 := t4
      goto b6
    b6:
      return t3"
  `);
});

test('throws away the value of a conditional statement', () => {
  expect(cfgText(`a ? g(1) : k(2); a && g(3); a || g(4);`)).toMatchInlineSnapshot(`
    "b0:
      if a goto b1 else b2
    b1:
      g(1)
      goto b3
    b2:
      k(2)
      goto b3
    b3:
      if a goto b4 else b5
    b4:
      g(3)
      goto b5
    b5:
      if a goto b7 else b6
    b6:
      g(4)
      goto b7
    b7:
      return"
  `);
});

test('decides a conditional condition arm by arm', () => {
  expect(cfgText(`if (a ? b : g(a)) k();`)).toMatchInlineSnapshot(`
    "b0:
      if a goto b1 else b2
    b1:
      if b goto b3 else b4
    b2:
      t1 = g(a)
      if t1 goto b3 else b4
    b3:
      k()
      goto b4
    b4:
      return"
  `);
});

test('drops the branch of a constant', () => {
  expect(
    cfgText(`if (0) g(1); if (1) g(2); do { g(3); } while (0); while (true) { if (a) return 1; g(4); }`),
  ).toMatchInlineSnapshot(`
    "b0:
      g(2)
      g(3)
      goto b1
    b1: loop
      if a goto b2 else b3
    b2:
      return 1
    b3:
      g(4)
      goto b1"
  `);
});
