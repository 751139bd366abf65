import { describe, expect, it } from 'vitest';
import type { Hunk } from '../input/index.js';
import { pairOfHunks } from './hunks-only.js';

const PATHS = { pre: 'mm/a.c', post: 'mm/a.c' };

/** `@@ -oldStart +newStart @@ f(void)` with one line of context around a replaced line. */
function hunk(oldStart: number, newStart: number): Hunk {
  return {
    oldStart,
    oldCount: 3,
    newStart,
    newCount: 3,
    section: 'f(void)',
    inputLine: 1,
    lines: [
      { kind: 'context', text: 'above', oldLine: oldStart, newLine: newStart, inputLine: 2 },
      { kind: 'removed', text: 'old', oldLine: oldStart + 1, inputLine: 3 },
      { kind: 'added', text: 'new', newLine: newStart + 1, inputLine: 4 },
      { kind: 'context', text: 'below', oldLine: oldStart + 2, newLine: newStart + 2, inputLine: 5 },
    ],
  };
}

describe('pairOfHunks', () => {
  it('puts each line at its number and leaves the rest empty', () => {
    const { pair, rejects } = pairOfHunks(PATHS, [hunk(2, 2), hunk(7, 8)]);
    expect(rejects).toEqual([]);
    expect(pair.pre?.text).toBe('\nabove\nold\nbelow\n\n\nabove\nold\nbelow\n');
    expect(pair.post).toEqual({
      path: 'mm/a.c',
      side: 'post',
      text: '\nabove\nnew\nbelow\n\n\n\nabove\nnew\nbelow\n',
      complete: false,
      fragments: [
        { first: 2, last: 4, section: 'f(void)' },
        { first: 8, last: 10, section: 'f(void)' },
      ],
      changed: [
        { first: 3, last: 3 },
        { first: 9, last: 9 },
      ],
      gaps: [],
    });
    expect([pair.preLine(8), pair.preLine(9), pair.preLine(10), pair.preLine(6)]).toEqual([7, undefined, 9, undefined]);
  });
  it('tells the gap of an insertion without context from the header', () => {
    const added = { kind: 'added', text: 'new', newLine: 6, inputLine: 1 } as const;
    const bare: Hunk = { ...hunk(5, 6), oldCount: 0, newCount: 1, lines: [added] };
    expect(pairOfHunks(PATHS, [bare]).pair.pre).toMatchObject({ text: '', gaps: [6], changed: [], fragments: [] });
  });
  it('leaves out hunks that overlap, go back, or stand where no file reaches', () => {
    const { pair, rejects } = pairOfHunks(PATHS, [hunk(5, 5), hunk(7, 8), hunk(1, 1), hunk(4e9, 4e9), hunk(8, 8)]);
    expect(rejects).toEqual([1, 2, 3]);
    expect(pair.pre?.fragments.map(({ first }) => first)).toEqual([5, 8]);
  });
});
