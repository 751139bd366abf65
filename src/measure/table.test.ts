import { expect, it } from 'vitest';
import { tableText } from './table.js';

it('prints a row for each measure, and what falls short', () => {
  const rows = [
    { measure: 'mutants, flagged', measured: '130 of 150, 86.7 %', required: '85 %', holds: true },
    { measure: '  del-put', measured: '40 of 50, 80.0 %', required: '' },
    { measure: 'harmless', measured: '2 of 96, 2.1 %', required: 'at most 1 in 192', holds: false },
  ];
  expect(tableText(rows).split('\n')).toEqual([
    'measure           measured            required',
    'mutants, flagged  130 of 150, 86.7 %  85 %              holds',
    '  del-put         40 of 50, 80.0 %',
    'harmless          2 of 96, 2.1 %      at most 1 in 192  FALLS SHORT',
  ]);
});
