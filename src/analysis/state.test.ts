import { describe, expect, test } from 'vitest';
import { ONE, ZERO } from './count.js';
import { emptyState, fork, invalidateBehind, invalidateCell, load, nextSite, type State, versionOf } from './state.js';
import { int, symbol } from './value.js';

const loc = { line: 12, column: 3 };
const keyOf = (s: State, cell: string) => load(s, cell).key;

describe('a cell', () => {
  test('that was never written is named after its place', () => {
    expect(keyOf(emptyState(), 'vmf->page')).toBe('vmf->page');
  });

  test('of zeroed memory is NULL until somebody may have written it', () => {
    const s = emptyState();
    const zeroed = 'kzalloc()@12:3#1';
    expect([keyOf(s, `${zeroed}->page`), keyOf(s, 'kmalloc()@12:3#1->page')]).toEqual(['0', 'kmalloc()@12:3#1->page']);
    invalidateBehind(s, zeroed);
    expect(keyOf(s, `${zeroed}->page`)).toBe(`${zeroed}->page'1`);
  });

  test('has a new name once a callee may have written it', () => {
    const s = emptyState();
    s.cells.set('frob.folio', int(0));
    invalidateCell(s, 'frob');
    expect([keyOf(s, 'frob.folio'), keyOf(s, 'frob'), keyOf(s, 'other')]).toEqual(["frob.folio'1", "frob'1", 'other']);
  });

  test('behind a pointer has a new name, the pointer keeps its own', () => {
    const s = emptyState();
    s.cells.set('vmf->page', int(0));
    s.cells.set('*vmf', int(0));
    invalidateBehind(s, 'vmf');
    expect([keyOf(s, 'vmf'), keyOf(s, 'vmf->page'), keyOf(s, '*vmf')]).toEqual(['vmf', "vmf->page'1", "*vmf'1"]);
    expect(versionOf(s, 'vmf')).toBe(1);
  });

  test('keeps an object with a claim', () => {
    const s = emptyState();
    for (const [name, claim] of [
      ['held', ONE],
      ['free', ZERO],
    ] as const) {
      const value = symbol(name, { kind: 'unknown' });
      const origin = { kind: 'allocated', callee: 'folio_alloc' } as const;
      s.cells.set(`frob.${name}`, value);
      s.objects.set(name, {
        value,
        name,
        origin,
        claim,
        frozen: false,
        initialised: false,
        escaped: false,
        since: loc,
      });
    }
    invalidateCell(s, 'frob');
    expect([...s.cells.keys()]).toEqual(['frob.held']);
  });
});

test('a fork goes its own way', () => {
  const s = emptyState();
  const other = fork(s);
  other.cells.set('folio', int(0));
  invalidateCell(other, 'page');
  expect([keyOf(s, 'folio'), keyOf(s, 'page')]).toEqual(['folio', 'page']);
});

test('each run of a call site has its own name', () => {
  const s = emptyState();
  expect([nextSite(s, loc), nextSite(s, loc), nextSite(s, { line: 13, column: 3 })]).toEqual([
    '12:3#1',
    '12:3#2',
    '13:3#1',
  ]);
});
