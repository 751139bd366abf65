import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '../replay/index.js';
import { firstDifference, type RowPair } from './row-pairs.js';

const row = (line: number, before: number, after: number, holders: Record<string, number> = {}): LedgerRow => ({
  step: { loc: { line, column: 1 }, text: `line ${line};`, event: 'f()' },
  before,
  after,
  holders,
});
const both = (line: number, before: number, base: number, patched = base): RowPair => ({
  base: row(line, before, base),
  patched: row(line, before, patched),
});

describe('firstDifference', () => {
  it('is none where both do the same in other words', () => {
    const renamed = [both(1, 1, 2), { base: row(2, 2, 1) }, { patched: row(3, 2, 1) }, both(4, 1, 1)];
    expect(firstDifference(renamed)).toBe(-1);
    expect(firstDifference(renamed.slice(0, 3))).toBe(-1);
  });

  it('is the first row of one side whose effect stays', () => {
    const more = [both(1, 1, 2), { patched: row(2, 2, 2) }, { patched: row(3, 2, 1) }, both(4, 1, 2, 1)];
    expect(firstDifference(more)).toBe(2);
    expect(firstDifference(more.slice(0, 3))).toBe(2);
  });

  it('is a row of both where the same step does something else', () => {
    expect(firstDifference([both(1, 1, 2), both(2, 2, 1, 2)])).toBe(1);
  });

  it('is a change of hands, too', () => {
    const base = row(1, 1, 1, { path: 1 });
    expect(firstDifference([{ base, patched: row(1, 1, 1, { caller: 1 }) }])).toBe(0);
  });
});
