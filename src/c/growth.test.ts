import { expect, it } from 'vitest';
import { kernelDialect, lowerFunction, parseUnit } from './index.js';

/** Where work grows with the square of the text one of these takes an hour. */
const LENGTH = 500_000;
const UNITS = [
  'x',
  ' ',
  '\n',
  '\\\n',
  '(',
  '{',
  '[',
  '"',
  "'",
  '*',
  '#',
  '/*',
  ';',
  'a ',
  'a(',
  'a,',
  '__x ',
  '#if 1\n',
  'if (',
];
const FUNCTION = 'int f(void)\n{\n\treturn 0;\n}\n';

it.each(UNITS)('%j in a row is read in work that is in proportion to its length', (unit) => {
  const text = `${unit.repeat(LENGTH / unit.length)}\n${FUNCTION}`;
  const unchanged = { changed: [], gaps: [] };
  const dialect = kernelDialect();
  const lower = (syntax: Parameters<typeof lowerFunction>[0]) => lowerFunction(syntax, { dialect, touched: unchanged });
  const parsed = parseUnit({ path: 'mm/x.c', text, complete: true, fragments: [] }, { config: 'all', dialect, lower });
  expect(parsed.functions).toBeDefined();
});
