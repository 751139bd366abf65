import { expect, test } from 'vitest';
import { ONE, ZERO } from './count.js';
import { type Facts, NONZERO, POSITIVE } from './facts.js';
import { coarseKey, dropDeadFacts, exactKey } from './merge.js';
import { emptyState, type State } from './state.js';
import { int, symbol } from './value.js';

const loc = { line: 1, column: 1 };

function stateWith(change: (s: State) => void): State {
  const s = emptyState();
  change(s);
  return s;
}

function hold(s: State, key: string, claim = ONE): void {
  const value = symbol(key, { kind: 'unknown' });
  const origin = { kind: 'found', callee: 'filemap_get_folio' } as const;
  s.objects.set(key, {
    value,
    name: key,
    origin,
    claim,
    frozen: false,
    initialised: false,
    escaped: false,
    since: loc,
  });
}

test('two ways to the same contents are one state', () => {
  const [a, b] = ['xy', 'yx'].map((names) =>
    stateWith((s) => {
      for (const name of names) s.cells.set(name, int(0));
    }),
  );
  b!.history = { loc, event: 'x is true', before: undefined };
  expect(exactKey(a!)).toBe(exactKey(b!));
});

test('claims tell states apart, objects without one do not', () => {
  const nothing = emptyState();
  expect(exactKey(stateWith((s) => hold(s, 'folio')))).not.toBe(exactKey(nothing));
  expect(exactKey(stateWith((s) => hold(s, 'folio', ZERO)))).toBe(exactKey(nothing));
});

test('the coarse key sees claims only', () => {
  const [a, b] = [0, 1].map((n) => stateWith((s) => s.cells.set('i', int(n))));
  expect(coarseKey(a!)).toBe(coarseKey(b!));
  expect(coarseKey(stateWith((s) => hold(s, 'folio')))).not.toBe(coarseKey(a!));
});

test('facts stay while something can be read that they are about', () => {
  const keys = ['mode', '(FROB_READ==mode)', 'frob->flags', 'folio_test_dirty(folio)', 'get()@3:1#1', 'gone->x'];
  const facts: Facts = new Map(keys.map((key) => [key, { signs: key === 'mode' ? POSITIVE : NONZERO, not: [] }]));
  const s = { ...emptyState(), facts };
  dropDeadFacts(s, ['mode', 'frob', 'folio']);
  expect([...s.facts.keys()]).toEqual(keys.slice(0, 4));
});
