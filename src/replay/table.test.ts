import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PathTrace } from '../analysis/index.js';
import { ledgerLines, replay } from './index.js';
import { due, found, get, path, times } from './testing.js';

function leak(texts: readonly string[], because?: string): PathTrace {
  const drop = { kind: 'drop', holder: 'swap-cache', times: times(1) } as const;
  const trace = path(found, [get(), 'if', drop]);
  const lines = [1079, 1097, 1098, 1099];
  const steps = trace.steps.map((s, i) => ({ ...s, loc: { line: lines[i] ?? 0, column: 1 }, text: texts[i] ?? 'x' }));
  return { ...trace, steps: because === undefined ? steps : steps.map((s) => ({ ...s, because })) };
}

it('prints a ledger', () => {
  const texts = [
    'folio = __read_swap_cache_async(entry);',
    'if (entry != xa_cmpxchg(tree, offset)) {',
    'delete_from_swap_cache(folio);',
    'return -ENOMEM;',
  ];
  const verdict = replay(leak(texts), 'refcount-leak', due());
  expect(verdict.outcome).toBe('confirmed');
  expect(ledgerLines(verdict.runs[0]!)).toEqual([
    '      1079   folio = __read_swap_cache_async(entry);    1 -> 2     taken here',
    '      1097   if (entry != xa_cmpxchg(tree, offset)) {',
    "      1098   delete_from_swap_cache(folio);             2 -> 1     drops the swap cache's, not ours",
    '    > 1099   return -ENOMEM;                            1, due 0',
  ]);
});

it('keeps every line within 100 columns and free of control characters', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { minLength: 4, maxLength: 4 }),
      fc.string({ unit: 'binary' }),
      (texts, because) => {
        for (const line of ledgerLines(replay(leak(texts, because), 'refcount-leak', due()).runs[0]!)) {
          expect([...line].length).toBeLessThanOrEqual(100);
          expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        }
      },
    ),
    { numRuns: 40 },
  );
});
