import { expect, test } from 'vitest';
import { charLiteral, numberLiteral } from './literal.js';

test.each([
  ['0', 0],
  ['0755', 0o755],
  ['0xFFul', 255],
  ['0b101', 5],
  ['42ULL', 42],
  ["1'000", 1000],
  ['0xffffffffffffffff', 2 ** 64],
  ['1.5f', 1.5],
  ['1e3', 1000],
])('the number %s', (text, value) => {
  expect(numberLiteral(text)).toBe(value);
});

test.each([
  ["'a'", 97],
  ["'\\n'", 10],
  ["'\\0'", 0],
  ["'\\x1b'", 27],
  ["'\\033'", 27],
  ["'\\''", 39],
  ["L'\\\\'", 92],
])('the character %s', (text, value) => {
  expect(charLiteral(text)).toBe(value);
});
