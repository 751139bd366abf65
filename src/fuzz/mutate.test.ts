import { describe, expect, it } from 'vitest';
import { mutate } from './mutate.js';
import { randomOf } from './random.js';
import { caseOf, READERS } from './readers.js';

describe('caseOf', () => {
  it.each(Object.keys(READERS))('makes the same case of %s again, and another with another number', (name) => {
    const cases = [1, 2, 3, 4, 5].map((number) => caseOf(7, number, [name]));
    expect([1, 2, 3, 4, 5].map((number) => caseOf(7, number, [name]))).toEqual(cases);
    expect(new Set(cases.map(({ files, subject }) => files[subject])).size).toBeGreaterThan(2);
  });

  it('takes the readers in turn', () => {
    expect([0, 1, 2, 3].map((number) => caseOf(1, number, ['mail', 'c']).reader)).toEqual(['mail', 'c', 'mail', 'c']);
  });

  it('holds bytes only', () => {
    for (let number = 0; number < 200; number++)
      for (const text of Object.values(caseOf(3, number, Object.keys(READERS)).files))
        expect(text).toMatch(/^[\0-\xff]*$/);
  });
});

describe('mutate', () => {
  it('is bounded, also where it doubles', () => {
    const random = randomOf(1, 1);
    let text = 'a\n'.repeat(1000);
    for (let round = 0; round < 300; round++) text = mutate(text, random, ['word'], [text]);
    expect(text.length).toBeLessThanOrEqual(300_000);
  });

  it('takes an empty text', () => {
    for (let number = 0; number < 100; number++) mutate('', randomOf(2, number), [], ['']);
  });
});
