import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '../../replay/index.js';
import { chart } from './chart.js';
import { scaleOf } from './scale.js';

const row = (before: number, after: number, holders: LedgerRow['holders'], fault?: string): LedgerRow => ({
  step: { loc: { line: 1, column: 1 }, text: 'x();', event: 'x()' },
  before,
  after,
  holders,
  ...(fault !== undefined && { fault }),
});

const leak = [row(1, 2, { caller: 1, path: 1 }), undefined, row(2, 2, { caller: 1, path: 1 })];
const overPut = [row(1, 1, { caller: 1 }), row(1, 0, { caller: 1, path: -1 }, 'freed while the caller holds 1')];

const draw = (rows: Parameters<typeof chart>[0]['rows'], due?: number) =>
  chart({ title: 'count of folio', rows, due }, scaleOf([0, 1, 2])).markup;
const count = (markup: string, pattern: RegExp) => [...markup.matchAll(pattern)].length;

describe('chart', () => {
  it('draws a band for each holder, as one where it does not change', () => {
    const svg = draw(leak, 1);
    expect(count(svg, /<rect class="h-path"/g)).toBe(1);
    expect(count(svg, /<rect class="h-lender"/g)).toBe(1);
    expect(svg).toContain('<path class="due"');
  });

  it('numbers the steps of its own version only', () => {
    const steps = [...draw(leak).matchAll(/class="step"[^>]*>(\d+)</g)].map((match) => match[1]);
    expect(steps).toEqual(['1', '3']);
  });

  it('marks the step that goes wrong, with what is still held above the count', () => {
    const svg = draw(overPut);
    expect(svg).toContain('<path class="fault"');
    expect(count(svg, /<rect class="h-path"/g)).toBe(0);
    expect(svg).toContain('<title>count of folio: 1 at the start; step 2 0, goes wrong</title>');
  });

  it('has nothing but whole numbers and an empty run', () => {
    expect(draw(leak)).not.toMatch(/NaN|undefined|Infinity/);
    expect(draw([])).not.toMatch(/NaN|undefined|Infinity/);
  });
});
