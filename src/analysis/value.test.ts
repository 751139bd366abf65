import { describe, expect, test } from 'vitest';
import { address, alias, int, objectOf, operation, rootOf, symbol } from './value.js';

const x = symbol('x', { kind: 'unknown' });

describe('operation', () => {
  test.each([
    ['+', [2, 3], 5],
    ['/', [7, 2], 3],
    ['/', [7, -2], -3],
    ['<', [-1, 0], 1],
    ['==', [4, 4], 1],
    ['<<', [1, 9], 512],
    ['|', [5, 2], 7],
    ['!', [0], 1],
    ['neg', [12], -12],
  ] as const)('%s folds %j to %i', (op, operands, result) => {
    expect(operation(op, operands.map(int))).toEqual(int(result));
  });

  test.each([
    ['/', [1, 0]],
    ['<<', [1, 31]],
    ['&', [-1, 3]],
  ] as const)('%s leaves %j alone, whose answer JavaScript and C might not share', (op, operands) => {
    expect(operation(op, operands.map(int)).kind).toBe('operation');
  });

  test('keys read like C', () => {
    expect([operation('<', [x, int(0)]).key, operation('!', [x]).key]).toEqual(['(x<0)', '(!x)']);
    expect(operation('pure', [x], 'folio_test_dirty').key).toBe('folio_test_dirty(x)');
  });
});

test('an alias stands for the object, however often it is derived', () => {
  const page = alias(alias(x, '3:1#1'), '4:1#1');
  expect(objectOf(page)).toBe(x);
  expect(page.key).toBe('~x@4:1#1');
  expect(objectOf(address('folio')).key).toBe('&folio');
});

test.each([
  ['folio_alloc()@12:10#1', 'folio_alloc()'],
  ["pages[i]'2", 'pages[]'],
  ["vmf->page'1", 'vmf->page'],
  ['*foliop<-get()@3:5#2', '*foliop<-get()'],
])('the root of %s is %s', (key, root) => {
  expect(rootOf(key)).toBe(root);
});
