import { describe, expect, it } from 'vitest';
import { type Excerpt, excerptOf, wholeFile } from './excerpt.js';
import type { ImagePair, SourceImage } from './image.js';

const SIGNS = { context: ' ', added: '+', removed: '-' };
const shown = (excerpt: Excerpt | undefined) => excerpt?.lines.map((l) => `${SIGNS[l.kind]}${l.line} ${l.text}`);

const PRE = [
  '#include "a.h"',
  '',
  'static int',
  'f(struct page *p)',
  '{',
  '\tput_page(p);',
  'out:',
  '\treturn 0;',
  '}',
  'int x;',
];
const POST = [...PRE.slice(0, 5), '\tg(p);', '\th(p);', ...PRE.slice(6)];

const image = (side: 'pre' | 'post', lines: readonly string[], first: number, last: number): SourceImage => ({
  path: 'mm/a.c',
  side,
  text: lines.map((line) => `${line}\n`).join(''),
  complete: true,
  fragments: [],
  changed: [{ first, last }],
  gaps: [],
});

const pair: ImagePair = {
  pre: image('pre', PRE, 6, 6),
  post: image('post', POST, 6, 7),
  preLine: (line) => (line < 6 ? line : line > 7 ? line - 1 : undefined),
};

describe('excerptOf', () => {
  it('shows the function as a diff', () => {
    expect(shown(excerptOf(pair, 'post', [9]))).toEqual([
      ' 3 static int',
      ' 4 f(struct page *p)',
      ' 5 {',
      '-6 \tput_page(p);',
      '+6 \tg(p);',
      '+7 \th(p);',
      ' 8 out:',
      ' 9 \treturn 0;',
      ' 10 }',
    ]);
  });

  it('shows the version before without what came later', () => {
    const lines = shown(excerptOf(pair, 'pre', [6]));
    expect(lines).toContain('-6 \tput_page(p);');
    expect(lines).toHaveLength(7);
  });

  it('shows of hunks what they have', () => {
    const post = { ...pair.post!, complete: false, fragments: [{ first: 5, last: 8, section: 'static int f(' }] };
    const excerpt = excerptOf({ ...pair, post }, 'post', [7]);
    expect(excerpt?.section).toBe('static int f(');
    expect(shown(excerpt)).toEqual([' 5 {', '-6 \tput_page(p);', '+6 \tg(p);', '+7 \th(p);', ' 8 out:']);
  });

  it('shows a new function as added', () => {
    const post = { ...pair.post!, changed: [{ first: 1, last: POST.length }] };
    const lines = shown(excerptOf({ post, preLine: () => undefined }, 'post', [6]));
    expect(lines?.every((line) => line.startsWith('+'))).toBe(true);
  });

  it('has nothing for lines that are not there', () => {
    expect(excerptOf(pair, 'post', [99])).toBeUndefined();
    expect(excerptOf(pair, 'post', [])).toBeUndefined();
    expect(excerptOf(wholeFile('mm/b.c', ''), 'post', [1])).toBeUndefined();
    expect(excerptOf(wholeFile('mm/b.c', 'int x;\n'), 'pre', [1])).toBeUndefined();
  });
});
