import { expect, test } from 'vitest';
import type { Summary } from '../analysis/index.js';
import { type Asked, answerOf, summariesIn } from './summaries.js';

const summary = (name: string): Summary => ({ name, params: [], outcomes: [], keeps: [], source: 'inferred' });
const asked: readonly Asked[] = [{ name: 'frob_read', answer: 'harmless' }];

/** A pack in memory, and what a run finds in it. */
function runs() {
  const pairs = new Map<string, string>();
  return () => summariesIn({ get: (key) => pairs.get(key), put: (key, value) => void pairs.set(key, value) });
}

test('a summary is found again where all that was asked has the same answer', () => {
  const run = runs();
  run().add('text 1', { asked, summary: summary('frob') });
  expect(run().find('text 1', () => true)).toEqual({ asked, summary: summary('frob') });
  expect(run().find('text 1', ({ answer }) => answer !== 'harmless')).toBeUndefined();
  expect(run().find('text 2', () => true)).toBeUndefined();
});

test('one text may have others in other surroundings; the oldest go', () => {
  const run = runs();
  for (let n = 0; n < 9; n++) run().add('text', { asked: [{ name: `${n}`, answer: 'harmless' }], summary: undefined });
  const found = [...Array(9).keys()].filter((n) => run().find('text', ({ name }) => name === `${n}`));
  expect(found).toEqual([3, 4, 5, 6, 7, 8]);
});

test('what is given back is what will be read', () => {
  const run = runs();
  const odd: Summary = { ...summary('frob'), outcomes: [{ requires: [], result: 1, resultIs: -0, effects: [] }] };
  const given = run().add('text', { asked, summary: odd });
  expect(given).toStrictEqual(run().find('text', () => true));
});

test('equal summaries have equal words, others have not', () => {
  expect(answerOf(summary('frob'))).toBe(answerOf(summary('frob')));
  expect(new Set([answerOf(undefined), answerOf(summary('frob')), answerOf(summary('other'))]).size).toBe(3);
});

test('what is no list of summaries holds none', () => {
  for (const text of ['', 'null', '{}', '[1]', '[[{},1]]'])
    expect(summariesIn({ get: () => text, put: () => {} }).find('text', () => false)).toBeUndefined();
});
