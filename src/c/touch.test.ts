import { expect, test } from 'vitest';
import type { LineRange } from '../tree/index.js';
import { printFunction } from './print.js';
import { lowerText } from './snippet.js';

/** The CFG of the new version in the body of a unified diff; lines that start with `+` are changed, `-` leaves a gap. */
function cfg(diff: string): string {
  const lines: string[] = [];
  const changed: LineRange[] = [];
  const gaps: number[] = [];
  for (const line of diff.trim().split('\n')) {
    if (line.startsWith('-')) {
      if (gaps.at(-1) !== lines.length + 1) gaps.push(lines.length + 1);
      continue;
    }
    lines.push(line.slice(1));
    if (line.startsWith('+')) changed.push({ first: lines.length, last: lines.length });
  }
  const [ir] = lowerText(`${lines.join('\n')}\n`, { changed, gaps });
  return printFunction(ir!).split('\n').slice(1).join('\n');
}

test('an added and a removed statement', () => {
  expect(
    cfg(`
 int f(int a)
 {
 	g(1);
+	g(2);
 	g(3);
-	g(4);
 	g(5);
 }`),
  ).toMatchInlineSnapshot(`
    "b0:
      g(1)
      touch line 4
      g(2)
      g(3)
      touch line 6
      g(5)
      return"
  `);
});

test('a change inside a statement of several lines', () => {
  expect(
    cfg(`
 int f(int a)
 {
 	g(1,
+	  2);
 	k(1,
-	  2,
 	  3);
 }`),
  ).toMatchInlineSnapshot(`
    "b0:
      touch line 3
      g(1, 2)
      touch line 5
      k(1, 3)
      return"
  `);
});

test('a changed condition touches before it is evaluated', () => {
  expect(
    cfg(`
 int f(int a)
 {
+	if (g(a))
 		k(1);
 	while (g(1) &&
+	       g(2))
 		k(2);
 	do {
 		k(3);
+	} while (g(3));
 }`),
  ).toMatchInlineSnapshot(`
    "b0:
      touch line 3
      t1 = g(a)
      if t1 goto b1 else b2
    b1:
      k(1)
      goto b2
    b2:
      touch line 5
      goto b3
    b3: loop
      t3 = g(1)
      if t3 goto b4 else b6
    b4:
      t4 = g(2)
      if t4 goto b5 else b6
    b5:
      k(2)
      goto b3
    b6: loop
      k(3)
      touch line 10
      t7 = g(3)
      if t7 goto b6 else b7
    b7:
      return"
  `);
});

test('lines removed at the end of a block, which may have been an else', () => {
  expect(
    cfg(`
 int f(int a)
 {
 	if (a) {
 		g(1);
-	} else {
-		g(2);
 	}
 	for (;;) {
 		if (k())
 			return 1;
-		g(3);
 	}
 }`),
  ).toMatchInlineSnapshot(`
    "b0:
      if a goto b1 else b2
    b1:
      g(1)
      touch line 5
      goto b3
    b2:
      touch line 5
      goto b3
    b3: loop
      t2 = k()
      if t2 goto b4 else b5
    b4:
      return 1
    b5:
      touch line 9
      goto b3"
  `);
});

test('lines removed in front of a label lie on the way that falls into it', () => {
  expect(
    cfg(`
 int f(int a)
 {
 	if (a)
 		goto out;
 	g(1);
-	g(2);
 out:
 	g(3);
 	switch (a) {
 	case 1:
 		g(4);
-		break;
 	case 2:
 		g(5);
+	case 3:
 		g(6);
 	}
 }`),
  ).toMatchInlineSnapshot(`
    "b0:
      if a goto b2 else b1
    b1:
      g(1)
      touch line 6
      goto b2
    b2:
      g(3)
      switch a 1:b3 2:b4 3:b5 default b6
    b3:
      g(4)
      touch line 11
      goto b4
    b4:
      g(5)
      touch line 13
      goto b5
    b5:
      touch line 13
      g(6)
      goto b6
    b6:
      return"
  `);
});

test('a removed guard around a statement, and a changed body without braces', () => {
  expect(
    cfg(`
 int f(int a)
 {
-	if (a)
 	g(1);
 	if (a)
+		g(2);
 	else
-		g(3);
+		g(4);
 	if (a)
-		if (b)
 		g(5);
 }`),
  ).toMatchInlineSnapshot(`
    "b0:
      touch line 3
      g(1)
      if a goto b1 else b2
    b1:
      touch line 5
      g(2)
      goto b3
    b2:
      touch line 7
      g(4)
      goto b3
    b3:
      if a goto b4 else b5
    b4:
      touch line 9
      g(5)
      goto b5
    b5:
      return"
  `);
});

test('what follows a block that ends with changed lines is not changed, nor is a loop by its body', () => {
  expect(
    cfg(`
 int f(int a)
 {
+	if (a) {
+		g(1);
+	}
 	g(2);
 	for (i = 0; i < a; i++)
+		g(3);
 }`),
  ).toMatchInlineSnapshot(`
    "b0:
      touch line 3
      if a goto b1 else b2
    b1:
      touch line 4
      g(1)
      goto b2
    b2:
      g(2)
      i = 0
      goto b3
    b3: loop
      if i < a goto b4 else b5
    b4:
      touch line 8
      g(3)
      i = i + 1
      goto b3
    b5:
      return"
  `);
});
