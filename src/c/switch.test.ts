import { expect, test } from 'vitest';
import { cfgText } from './snippet.js';

test('cases, fallthrough and default', () => {
  expect(
    cfgText(`switch (g(a)) { case 1: k(1); fallthrough; case FOO: case 'x': k(2); break; default: k(3); } k(4);`),
  ).toMatchInlineSnapshot(`
    "b0:
      t1 = g(a)
      switch t1 1:b1 FOO:b2 120:b2 default b3
    b1:
      k(1)
      goto b2
    b2:
      k(2)
      goto b4
    b3:
      k(3)
      goto b4
    b4:
      k(4)
      return"
  `);
});

test('goes on behind a switch without a default', () => {
  expect(cfgText(`switch (a) { case 1: return 1; }`)).toMatchInlineSnapshot(`
    "b0:
      switch a 1:b1 default b2
    b1:
      return 1
    b2:
      return"
  `);
});

test('case ranges and macro labels', () => {
  expect(cfgText(`switch (a) { case 1 ... 9: g(1); break; case _IO(1, 2): g(2); }`)).toMatchInlineSnapshot(`
    "b0:
      switch a 1...9:b1 _IO(1, 2):b2 default b3
    b1:
      g(1)
      goto b3
    b2:
      g(2)
      goto b3
    b3:
      return"
  `);
});

test('cases in nested blocks', () => {
  expect(cfgText(`switch (a) { case 1: { int x = g(1); if (x) { case 2: k(x); } break; } }`)).toMatchInlineSnapshot(`
    "b0:
      switch a 1:b1 2:b2 default b4
    b1:
      declare x: int
      t1 = g(1)
      x = t1
      if x goto b2 else b3
    b2:
      k(x)
      goto b3
    b3:
      leave x
      goto b4
    b4:
      return"
  `);
});

test('a default in front, and continue in a loop around', () => {
  expect(
    cfgText(`while (b) { switch (a) { default: g(1); case 3: continue; case 4: break; } k(); }`),
  ).toMatchInlineSnapshot(`
    "b0:
      goto b1
    b1: loop
      if b goto b2 else b5
    b2:
      switch a 3:b1 4:b3 default b4
    b3:
      k()
      goto b1
    b4:
      g(1)
      goto b1
    b5:
      return"
  `);
});
