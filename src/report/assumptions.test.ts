import { expect, test } from 'vitest';
import type { Step } from '../analysis/index.js';
import { assumptionsOf } from './assumptions.js';
import type { JudgedFinding } from './report.js';

const read: Step = { loc: { line: 1, column: 1 }, text: '', event: 'frob_read()' };
const kept: Step = { ...read, assumes: { kind: 'unknown-callee', name: 'frob_keep' } };

function judged(outcome: 'confirmed' | 'unconfirmed', steps: readonly Step[], doubt?: string): JudgedFinding {
  const finding = { trace: { steps }, ...(doubt && { doubt }) };
  return { finding, verdict: { outcome, because: '', runs: [] } } as unknown as JudgedFinding;
}

test('names each thing that a finding rests on once, and the doubt about its place', () => {
  expect(assumptionsOf(judged('unconfirmed', [read, kept, kept], 'it comes from a later round of a loop'))).toEqual([
    { kind: 'unknown-callee', function: 'frob_keep', text: 'frob_keep() leaves its count alone' },
    { kind: 'context', function: '', text: 'it comes from a later round of a loop' },
  ]);
});

test('a confirmed finding rests on nothing', () => {
  expect(assumptionsOf(judged('confirmed', [kept]))).toEqual([]);
});
