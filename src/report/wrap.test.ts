import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fill, wrap } from './wrap.js';

describe('wrap', () => {
  it('breaks at blanks', () => {
    expect(wrap('  one two\nthree ', 7)).toEqual(['one two', 'three']);
    expect(wrap('', 7)).toEqual([]);
    expect(wrap('a folio_put_refs(folio, n) b', 9)).toEqual(['a', 'folio_put_refs(folio,', 'n) b']);
  });

  it('loses no word, and no line could take the next word', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/)), fc.integer({ min: 1, max: 30 }), (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        lines.slice(1).forEach((line, i) => {
          expect(lines[i]!.length + 1 + line.split(' ')[0]!.length).toBeGreaterThan(width);
        });
      }),
    );
  });
});

describe('fill', () => {
  it('keeps phrases whole', () => {
    expect(fill(['one two;', 'three four;', 'five'], 12)).toEqual(['one two;', 'three four;', 'five']);
    expect(fill(['one two;', 'three four;', 'five'], 17)).toEqual(['one two;', 'three four; five']);
  });
});
