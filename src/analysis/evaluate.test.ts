import { expect, test } from 'vitest';
import type { Expr } from '../c/index.js';
import { cellOf, evaluate } from './evaluate.js';
import { emptyState } from './state.js';
import { contextOf } from './testing.js';
import { int, symbol } from './value.js';

const ctx = contextOf({
  params: [{ name: 'vmf', type: 'struct vm_fault *' }],
  locals: new Map([['folio', 'struct folio *']]),
});
const loc = { line: 1, column: 1 };
const name = (n: string): Expr => ({ kind: 'name', name: n });
const field = (base: Expr, n: string, arrow = true): Expr => ({ kind: 'field', base, name: n, arrow });
const element = (base: Expr, index: Expr): Expr => ({ kind: 'index', base, index });
const of = (e: Expr): Expr => ({ kind: 'addressof', of: e });

test.each([
  ['a field is named by its path', field(name('vmf'), 'page'), 'vmf->page'],
  ['a field of a field', field(field(name('vmf'), 'vma'), 'vm_mm'), 'vmf->vma->vm_mm'],
  ['what a pointer leads to', { kind: 'deref', base: name('vmf') }, '*vmf'],
  ['an element', element(name('pages'), { kind: 'const', value: 3 }), 'pages[3]'],
  [
    'an element behind an offset',
    element({ kind: 'binary', op: '+', left: name('pages'), right: name('vmf') }, { kind: 'const', value: 3 }),
    'pages[(vmf+3)]',
  ],
  ['the address of a local', of(name('folio')), '&folio'],
  ['the page of a folio is the folio', of(field(name('folio'), 'page')), 'folio'],
  ['the address of what a pointer leads to', of({ kind: 'deref', base: name('folio') }), 'folio'],
  ['another field is another place', of(field(name('folio'), 'lru')), '&folio->lru'],
  ['a cast keeps the value', { kind: 'cast', type: 'struct page *', of: name('folio') }, 'folio'],
  ['an enumerator', name('FROB_READ'), 'FROB_READ'],
] as readonly (readonly [string, Expr, string])[])('%s', (_, e, key) => {
  expect(evaluate(ctx, emptyState(), e, loc).key).toBe(key);
});

test('fields are read through the value that a local holds', () => {
  const s = emptyState();
  s.cells.set('folio', symbol('vmf->page', { kind: 'unknown' }));
  expect(cellOf(ctx, s, field(name('folio'), 'mapping'), loc)).toBe('vmf->page->mapping');
  s.cells.set('vmf->page->mapping', int(0));
  expect(evaluate(ctx, s, field(name('folio'), 'mapping'), loc)).toEqual(int(0));
});

test('an equality has one key, whatever stands on its left', () => {
  const equal = (left: Expr, right: Expr): Expr => ({ kind: 'binary', op: '==', left, right });
  const keys = [equal(name('folio'), name('vmf')), equal(name('vmf'), name('folio'))];
  expect(new Set(keys.map((e) => evaluate(ctx, emptyState(), e, loc).key)).size).toBe(1);
});
