import { expect, test } from 'vitest';
import { cfgText } from './snippet.js';

test('goto forward, backward, and out of a scope', () => {
  expect(
    cfgText(`retry: if (g(a)) { struct page *p = page; if (p) goto out; goto retry; } k(); out: return a;`),
  ).toMatchInlineSnapshot(`
    "b0:
      goto b1
    b1: loop
      t1 = g(a)
      if t1 goto b2 else b5
    b2:
      declare p: struct page *
      p = page
      if p goto b3 else b4
    b3:
      leave p
      goto b6
    b4:
      leave p
      goto b1
    b5:
      k()
      goto b6
    b6:
      return a"
  `);
});

test('a goto whose label is nowhere to be seen is unknown', () => {
  expect(cfgText(`if (b) goto nowhere; g(&&out); out: return 1;`)).toMatchInlineSnapshot(`
    "b0:
      if b goto b1 else b2
    b1:
      unknown
    b2:
      g(&&out)
      return 1"
  `);
});

test('leaves the locals of inner scopes only', () => {
  expect(cfgText(`int x = 1; { int y = 2, z; { int w; g(w); } k(y); } return x;`)).toMatchInlineSnapshot(`
    "b0:
      declare x: int
      x = 1
      declare y: int
      y = 2
      declare z: int
      declare w: int
      g(w)
      leave w
      k(y)
      leave y, z
      return x"
  `);
});

test('a jump back over a declaration leaves it', () => {
  expect(cfgText(`again: g(1); struct page *p = next(page); if (p) goto again; return 0;`)).toMatchInlineSnapshot(`
    "b0:
      goto b1
    b1: loop
      g(1)
      declare p: struct page *
      t2 = next(page)
      p = t2
      if p goto b2 else b3
    b2:
      leave p
      goto b1
    b3:
      return 0"
  `);
});

test('cleanups run in reverse order on every exit', () => {
  expect(
    cfgText(
      `struct folio *x __free(folio_put) = g(1); if (!x) return -ENOMEM; while (a) { struct page *y __free(put_page) = g(2); if (b) break; if (a == 3) continue; if (a == 4) goto out; if (a == 5) return k(y); } k(x); out: return 0;`,
    ),
  ).toMatchInlineSnapshot(`
    "b0:
      declare x: struct folio *
      t1 = g(1)
      x = t1
      if x goto b1 else b13
    b1: loop
      if a goto b2 else b11
    b2:
      declare y: struct page *
      t4 = g(2)
      y = t4
      if b goto b3 else b4
    b3:
      cleanup put_page(y)
      leave y
      goto b11
    b4:
      if a == 3 goto b5 else b6
    b5:
      cleanup put_page(y)
      leave y
      goto b1
    b6:
      if a == 4 goto b7 else b8
    b7:
      cleanup put_page(y)
      leave y
      goto b12
    b8:
      if a == 5 goto b9 else b10
    b9:
      t7 = k(y)
      cleanup put_page(y)
      cleanup folio_put(x)
      return t7
    b10:
      cleanup put_page(y)
      leave y
      goto b1
    b11:
      k(x)
      goto b12
    b12:
      cleanup folio_put(x)
      return 0
    b13:
      t3 := -ENOMEM
      cleanup folio_put(x)
      return t3"
  `);
});

test('a guard is released at the end of its scope', () => {
  expect(
    cfgText(`if (a) { guard(mutex)(&page->lock); if (b) return g(a); k(); } guard(rcu)(); return b;`),
  ).toMatchInlineSnapshot(`
    "b0:
      if a goto b1 else b4
    b1:
      guard(mutex, &page->lock)
      if b goto b2 else b3
    b2:
      t2 = g(a)
      cleanup guard(mutex, &page->lock)
      return t2
    b3:
      k()
      cleanup guard(mutex, &page->lock)
      goto b4
    b4:
      guard(rcu)
      t8 := b
      cleanup guard(rcu)
      return t8"
  `);
});

test('a return value is taken before the cleanups', () => {
  expect(cfgText(`struct folio *x __free(folio_put) = g(1); return x->index;`)).toMatchInlineSnapshot(`
    "b0:
      declare x: struct folio *
      t1 = g(1)
      x = t1
      t3 := x->index
      cleanup folio_put(x)
      return t3"
  `);
});

test('no_free_ptr and return_ptr empty the pointer', () => {
  expect(
    cfgText(
      `struct folio *x __free(folio_put) = g(1); struct folio *y __free(folio_put) = g(2); if (a) return_ptr(x); k(no_free_ptr(y)); retain_and_null_ptr(x); return 0;`,
    ),
  ).toMatchInlineSnapshot(`
    "b0:
      declare x: struct folio *
      t1 = g(1)
      x = t1
      declare y: struct folio *
      t2 = g(2)
      y = t2
      if a goto b1 else b2
    b1:
      t3 := x
      x = 0
      cleanup folio_put(y)
      cleanup folio_put(x)
      return t3
    b2:
      t6 := y
      y = 0
      k(t6)
      x = 0
      cleanup folio_put(y)
      cleanup folio_put(x)
      return 0"
  `);
});

test('a scoped guard runs its body once', () => {
  expect(
    cfgText(`scoped_guard(mutex, &page->lock) { if (a) break; if (b) return 1; g(1); } scoped_guard(rcu) g(2); k();`),
  ).toMatchInlineSnapshot(`
    "b0:
      scoped_guard(mutex, &page->lock)
      if a goto b1 else b2
    b1:
      cleanup scoped_guard(mutex, &page->lock)
      goto b5
    b2:
      if b goto b3 else b4
    b3:
      cleanup scoped_guard(mutex, &page->lock)
      return 1
    b4:
      g(1)
      cleanup scoped_guard(mutex, &page->lock)
      goto b5
    b5:
      scoped_guard(rcu)
      g(2)
      cleanup scoped_guard(rcu)
      k()
      return"
  `);
});

test('a class has a constructor and a destructor', () => {
  expect(cfgText(`CLASS(fd, x)(a); if (!x.file) return -EBADF; return g(x);`)).toMatchInlineSnapshot(`
    "b0:
      declare x: class_fd_t
      t1 = CLASS(fd, a)
      x = t1
      if x.file goto b1 else b2
    b1:
      t4 = g(x)
      cleanup fd(x)
      return t4
    b2:
      t3 := -EBADF
      cleanup fd(x)
      return t3"
  `);
});
