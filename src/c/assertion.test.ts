import { expect, test } from 'vitest';
import { cfgText } from './snippet.js';

test('stops where a fatal one fails, and marks the calls in it', () => {
  expect(cfgText(`VM_BUG_ON_FOLIO(!folio_trylock(folio), folio); g(a);`)).toMatchInlineSnapshot(`
    "b0:
      t1 = folio_trylock(folio) inside VM_BUG_ON_FOLIO
      VM_BUG_ON_FOLIO(!t1, folio)
      if t1 goto b1 else b2
    b1:
      g(a)
      return
    b2:
      stop"
  `);
});

test('gives a reporting one the value of its condition', () => {
  expect(cfgText(`if (WARN_ON_ONCE(g(a) < 0)) return -EINVAL; WARN_ON(a == b);`)).toMatchInlineSnapshot(`
    "b0:
      t1 = g(a) inside WARN_ON_ONCE
      WARN_ON_ONCE(t1 < 0)
      if t1 < 0 goto b1 else b2
    b1:
      return -EINVAL
    b2:
      WARN_ON(a == b)
      return"
  `);
});

test('takes a compound condition apart first', () => {
  expect(cfgText(`BUG_ON(a && g(b));`)).toMatchInlineSnapshot(`
    "b0:
      if a goto b1 else b3
    b1:
      t2 = g(b) inside BUG_ON
      if t2 goto b2 else b3
    b2:
      t1 := 1
      goto b4
    b3:
      t1 := 0
      goto b4
    b4:
      BUG_ON(t1)
      if t1 goto b5 else b6
    b5:
      stop
    b6:
      return"
  `);
});
