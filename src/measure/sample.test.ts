import { describe, expect, it } from 'vitest';
import { sample } from './sample.js';
import type { Site } from './sites.js';

const sites = new Map(
  ['a', 'b', 'c'].map((kind) => [kind, Array.from({ length: 9 }, (_, i) => site(kind, i + 1))] as const),
);

function site(kind: string, line: number): Site {
  return { kind, line, file: 'mm/a.c', function: 'f', edits: [] };
}

describe('sample', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(sample(sites, 12, 5)).toEqual(sample(sites, 12, 5));
    expect(sample(sites, 12, 6)).not.toEqual(sample(sites, 12, 5));
  });

  it('takes the kinds in turn', () => {
    expect(sample(sites, 6, 1).map(({ kind }) => kind)).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });

  it('takes each site once, and no more than there are', () => {
    const all = sample(sites, 100, 1);
    expect(new Set(all).size).toBe(27);
    expect(all).toHaveLength(27);
  });

  it('prefers no site', () => {
    const drawn = Array.from({ length: 2000 }, (_, seed) => sample(sites, 1, seed + 1)[0]!.line);
    const counts = Array.from({ length: 9 }, (_, i) => drawn.filter((line) => line === i + 1).length);
    expect(Math.min(...counts)).toBeGreaterThan(170);
    expect(Math.max(...counts)).toBeLessThan(280);
  });
});
