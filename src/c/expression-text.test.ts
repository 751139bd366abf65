import { expect, test } from 'vitest';
import { expressionText } from './expression-text.js';
import { lowerStatements } from './snippet.js';

/** What comes out of C's own text. */
function roundTrip(expression: string): string {
  const end = lowerStatements(`return ${expression};`).blocks[0]!.end;
  return end.kind === 'return' && end.value ? expressionText(end.value) : '';
}

test.each([
  'a + b * 3',
  '(a + b) * 3',
  'a - (b - 1)',
  'a - b - 1',
  '(a & 1) == 0',
  '-(a + b)',
  '~a | b << 2',
  '*(page + 1)',
  '(*page->fn)[a + 1].x',
  '&page->lru',
  '(unsigned long)page & 1',
  '(struct folio *)(page + a)',
  '((struct folio *)page)->index',
  '!folio->mapping',
  'a == -1',
])('gives back %s', (expression) => {
  expect(roundTrip(expression)).toBe(expression);
});
