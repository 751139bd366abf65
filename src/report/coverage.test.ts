import { expect, it } from 'vitest';
import type { SkippedFunction } from '../c/index.js';
import { coveragePhrase, skippedText } from './coverage.js';
import type { PatchReport } from './report.js';

const unread: SkippedFunction = { file: 'mm/a.c', function: 'f', line: 3, reason: 'parse error at line 5' };
const part: SkippedFunction = { file: 'mm/a.c', function: 'g', line: 9, reason: 'too many paths', dropped: 7 };
const file: SkippedFunction = { file: 'rust/page.rs', function: '', line: 1, reason: 'Rust is not read' };

function patch(skipped: readonly SkippedFunction[]): PatchReport {
  return { index: 1, kind: 'patch', subject: 'x', applied: true, findings: [], skipped, refuted: 0 };
}

it.each([
  [[], undefined],
  [[unread], '1 function not analysed'],
  [[part], 'g() analysed in part'],
  [[unread, part, file], '1 function and 1 file not analysed, g() in part'],
  [[part, { ...part, function: 'h' }], 'g() and h() analysed in part'],
  [['a', 'b', 'c'].map((name) => ({ ...part, function: name })), '3 functions analysed in part'],
])('%j: %s', (skipped, phrase) => {
  expect(coveragePhrase([patch(skipped)])).toBe(phrase);
});

it('counts a function once that several patches touch', () => {
  expect(coveragePhrase([patch([part]), patch([part])])).toBe('g() analysed in part');
});

it('says each with its reason', () => {
  expect([unread, part, file].map(skippedText)).toEqual([
    'f() not analysed: parse error at line 5',
    'g() analysed in part: too many paths',
    'not analysed: Rust is not read',
  ]);
});
