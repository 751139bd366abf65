import { expect, test } from 'vitest';
import { cfgText } from './snippet.js';

test('calls through a pointer', () => {
  expect(cfgText(`int (*fn)(int) = page->fn; fn(a); (*fn)(b); page->ops->run(page); (g)(a);`)).toMatchInlineSnapshot(`
    "b0:
      declare fn: int (*)(int)
      fn = page->fn
      (*fn)(a)
      (*fn)(b)
      (*page->ops->run)(page)
      g(a)
      return"
  `);
});

test('marks a result that is thrown away', () => {
  expect(cfgText(`g(a); (void)g(a); b = g(a); return g(b);`)).toMatchInlineSnapshot(`
    "b0:
      g(a)
      g(a)
      t3 = g(a)
      b = t3
      t4 = g(b)
      return t4"
  `);
});

test('keeps READ_ONCE and makes WRITE_ONCE an assignment', () => {
  expect(cfgText(`a = READ_ONCE(page->x); WRITE_ONCE(page->x, g(a));`)).toMatchInlineSnapshot(`
    "b0:
      t1 = READ_ONCE(page->x)
      a = t1
      t2 = g(a)
      page->x = t2
      return"
  `);
});

test('keeps macros that find a container, and ERR_PTR', () => {
  expect(
    cfgText(`page = container_of(page->lru.next, struct page, lru); if (IS_ERR(page)) return ERR_PTR(-EINVAL);`),
  ).toMatchInlineSnapshot(`
    "b0:
      t1 = container_of(page->lru.next, page, lru)
      page = t1
      t2 = IS_ERR(page)
      if t2 goto b1 else b2
    b1:
      t3 = ERR_PTR(-EINVAL)
      return t3
    b2:
      return"
  `);
});

test('stops behind a call that does not return', () => {
  expect(cfgText(`if (a) { BUG(); g(1); } if (b) panic("x"); g(2);`)).toMatchInlineSnapshot(`
    "b0:
      if a goto b1 else b2
    b1:
      BUG()
      stop
    b2:
      if b goto b3 else b4
    b3:
      panic("…")
      stop
    b4:
      g(2)
      return"
  `);
});

test('does not evaluate __builtin_constant_p', () => {
  expect(cfgText(`if (__builtin_constant_p(g(a))) k();`)).toMatchInlineSnapshot(`
    "b0:
      if __builtin_constant_p(g(a)) goto b1 else b2
    b1:
      k()
      goto b2
    b2:
      return"
  `);
});
