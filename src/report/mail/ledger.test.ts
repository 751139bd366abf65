import { expect, it } from 'vitest';
import type { LedgerRow, Run } from '../../replay/index.js';
import { mailLedger } from './ledger.js';
import { WIDTH } from './own-text.js';
import { judgedFinding } from './testing.js';

function row(text: string, event: string, fault?: string): LedgerRow {
  const step = { loc: { line: 12, column: 1 }, text, event };
  return { step, before: 1, after: 1, holders: {}, ...(fault && { fault }) };
}

function run(rows: readonly LedgerRow[], table?: readonly string[]): Run {
  return { world: 'one page', rows, left: 0, faulty: true, ...(table && { table }) };
}

it('folds a line of a sequence that is too long', () => {
  const words = 'VM_BUG_ON(__page_count_is_frozen(page_count(page))) in page_ref_inc_return_and_more(), line 171';
  const lines = mailLedger(judgedFinding({}), run([row('page_ref_inc(page)', 'call')], ['    > 1', `      ${words}`]));
  expect(lines.every((line) => line.length <= WIDTH)).toBe(true);
  expect(lines.join(' ').replace(/\s+/g, ' ')).toBe(` > 1 ${words.replace(', line 171', '')}`);
});

it('puts the access of a schedule below its call where both are too long', () => {
  const name = 'page_ref_dec_and_test: atomic_dec_and_test';
  const lines = mailLedger(judgedFinding({}), run([row(`last owner: ${name}`, 'step', 'freed')], ['']));
  expect(lines).toEqual([
    '   1  last owner: page_ref_dec_and_test:',
    expect.stringMatching(/^ {8}atomic_dec_and_test .*<- here$/),
  ]);
});
