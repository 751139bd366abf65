import { expect, test } from 'vitest';
import { charLiteral, literalType, numberLiteral } from './literal.js';

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
  ['127', undefined],
  ['127u', 'unsigned int'],
  ['0x7fffffff', undefined],
  ['0x80000000', 'unsigned int'],
  ['2147483648', 'long'],
  ['1UL', 'unsigned long'],
  ['1l', 'long'],
  ['0x100000000', 'long'],
  ['0xffffffffffffffff', 'unsigned long'],
  ['1.5f', undefined],
])('the type of %s', (text, type) => {
  expect(literalType(text)).toBe(type);
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
