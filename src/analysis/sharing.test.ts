import { describe, expect, test } from 'vitest';
import { countOf } from './count.js';
import { joinsTwoOwned, noteSharedElement } from './sharing.js';
import { emptyState, type RefState, type State } from './state.js';
import { operation, symbol, type Value } from './value.js';

const folio = symbol('filemap_get_folio()@9:3#1', { kind: 'call', callee: 'filemap_get_folio', line: 9 });
const first = symbol('filemap_get_folio()@5:3#1', { kind: 'call', callee: 'filemap_get_folio', line: 5 });
const element = symbol('pages[i]', { kind: 'cell', cell: 'pages[i]' });
const kept = symbol('frob->pages[i]', { kind: 'cell', cell: 'frob->pages[i]' });

function stateWith(objects: readonly (readonly [Value, Partial<RefState>])[]): State {
  const s = emptyState();
  for (const [value, parts] of objects) {
    const origin = { kind: 'found', callee: 'filemap_get_folio', line: 5 } as const;
    const since = { line: 5, column: 3 };
    const plain = { name: value.key, origin, claim: countOf(1), frozen: false, initialised: false, escaped: false };
    s.objects.set(value.key, { value, since, ...plain, ...parts });
  }
  return s;
}

describe('two pointers with a reference each', () => {
  const both = stateWith([
    [folio, {}],
    [first, {}],
  ]);

  test.each([
    ['==', true, true],
    ['==', false, false],
    ['!=', true, false],
    ['!=', false, true],
  ] as const)('are not one: folio %s first is %s', (op, truth, joins) => {
    expect(joinsTwoOwned(both, operation(op, [folio, first]), truth)).toBe(joins);
  });

  test('may be one where a reference is gone or was the caller’s', () => {
    const same = operation('==', [folio, first]);
    const dropped = stateWith([
      [folio, {}],
      [first, { claim: countOf(0) }],
    ]);
    const borrowed = stateWith([
      [folio, {}],
      [first, { origin: { kind: 'borrowed', path: 'folio' } }],
    ]);
    expect(joinsTwoOwned(dropped, same, true)).toBe(false);
    expect(joinsTwoOwned(borrowed, same, true)).toBe(false);
  });
});

test('an element that is found elsewhere is kept there', () => {
  const array = symbol('pages[]', { kind: 'cell', cell: 'pages[]' });
  const differs = operation('!=', [element, kept]);
  const s = stateWith([[array, { origin: { kind: 'borrowed', path: 'folio' } }]]);
  noteSharedElement(s, differs, true);
  expect(s.objects.get('pages[]')?.escaped).toBe(false);
  noteSharedElement(s, differs, false);
  expect(s.objects.get('pages[]')?.escaped).toBe(true);
});
