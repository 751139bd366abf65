import { expect, it } from 'vitest';
import { readScript, widthOf } from './script.js';

it('reads one operation a line, without comments and blank lines', () => {
  const script = '# nothing\n\n  page_ref_add   -1 # one less\r\nset_page_count 0x10\nraw INT_MIN\nalloc 2 comp';
  expect([...readScript(script)]).toEqual([
    { line: 3, op: 'page_ref_add', args: [-1], text: 'page_ref_add -1' },
    { line: 4, op: 'set_page_count', args: [16], text: 'set_page_count 0x10' },
    { line: 5, op: 'raw', args: [-0x80000000], text: 'raw INT_MIN' },
    { line: 6, op: 'alloc', args: [2, 'comp'], text: 'alloc 2 comp' },
  ]);
});

it('leaves words that are no numbers alone', () => {
  expect([...readScript('raw 1e3\nraw 0x\nraw toString')].map(({ args }) => args)).toEqual([
    ['1e3'],
    ['0x'],
    ['toString'],
  ]);
});

it('measures the longest operation, without comments', () => {
  expect(widthOf('raw  1   # a long comment\r\nget_page\n')).toBe('get_page'.length);
  expect(widthOf('\n# nothing\n')).toBe(0);
});
