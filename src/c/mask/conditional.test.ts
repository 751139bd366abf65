import { expect, test } from 'vitest';
import { kernelDialect } from '../dialect.js';
import { type Configuration, liveText } from './conditional.js';

function live(text: string, config: Configuration): string {
  return liveText(text, config, kernelDialect())
    .tokens.map((token) => token.text)
    .join(' ');
}

test.each([
  ['#ifdef CONFIG_A\na\n#else\nb\n#endif', 'a', 'b'],
  ['#ifndef CONFIG_A\na\n#else\nb\n#endif', 'b', 'a'],
  ['#if 0\na\n#elif 1\nb\n#else\nc\n#endif', 'b', 'b'],
  ['#if IS_ENABLED(CONFIG_A) && !defined(CONFIG_B)\na\n#else\nb\n#endif', 'b', 'b'],
  ['#if IS_ENABLED(CONFIG_A)\na\n#elif CONFIG_C\nb\n#else\nc\n#endif', 'a', 'c'],
  ['#if PAGE_SIZE > 4096\na\n#else\nb\n#endif', 'a', 'b'],
  ['#if (1 << 2) == 4 && 2 * 3 > 5\na\n#endif', 'a', 'a'],
  ['#if\na\n#endif', '', ''],
  ['#ifdef CONFIG_A\n#ifdef CONFIG_B\na\n#else\nb\n#endif\n#endif\nc', 'a c', 'c'],
  ['#ifdef __ASSEMBLY__\na\n#else\nb\n#endif', 'b', 'b'],
  ['#ifdef CONFIG_THP\n#ifndef __HAVE_ARCH_THP\na\n#endif\n#endif', 'a', ''],
])('branches of %j', (text, all, none) => {
  expect(live(text, 'all')).toBe(all);
  expect(live(text, 'none')).toBe(none);
});

test('an include guard and a default keep their contents', () => {
  const text = '#ifndef _X_H\n#define _X_H\na\n#ifndef LIMIT\n#define LIMIT 1\n#endif\nb\n#endif';
  expect(live(text, 'all')).toBe('a b');
  expect(live(text, 'none')).toBe('a b');
});

test('braces that only one branch opens are balanced under either configuration', () => {
  const text = 'f ( ) {\n#ifdef CONFIG_A\nif (a) {\n#else\nif (b) {\n#endif\n} }';
  expect(live(text, 'all')).toBe('f ( ) { if ( a ) { } }');
  expect(live(text, 'none')).toBe('f ( ) { if ( b ) { } }');
});

test('an else without if ends what a fragment shows of the live branch', () => {
  expect(live('a\n#else\nb\n#endif\nc', 'all')).toBe('a c');
});

test('directives go with their continuation lines and comments', () => {
  expect(live('#define A(x) \\\n  { x \\\n\na\n#define B /* one\n two */ 3\nb # c', 'all')).toBe('a b # c');
  expect(live('#define GLOB "a/*"\na\n#error don\'t\nb', 'all')).toBe('a b');
});
