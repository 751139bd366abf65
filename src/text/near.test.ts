import { expect, it } from 'vitest';
import { didYouMean, nearest } from './near.js';

const RULES = ['over-put', 'put-count', 'refcount-leak'];

it.each([
  ['over-putt', 'over-put'],
  ['ovre-put', 'over-put'],
  ['refcountleak', 'refcount-leak'],
  ['leak', undefined],
])('%s is probably %s', (word, meant) => {
  expect(nearest(word, RULES)).toBe(meant);
});

it('asks, or says nothing', () => {
  expect(didYouMean('over-putt', RULES)).toBe(', did you mean over-put?');
  expect(didYouMean('xyz', RULES)).toBe('');
});
