import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  gitHeaderNames,
  headerName,
  isSafePath,
  movedName,
  quoteName,
  stripPrefixes,
  unquoteName,
} from './filename.js';

describe('quoteName and unquoteName', () => {
  it('are inverse', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        fc.pre(!name.startsWith('"'));
        expect(unquoteName(quoteName(name))).toBe(name);
      }),
    );
  });

  it('read what git writes', () => {
    expect(unquoteName('"mm/\\303\\251.c"')).toBe('mm/é.c');
    expect(quoteName('mm/é.c')).toBe('"mm/\\303\\251.c"');
  });

  it('refuse broken quoting', () => {
    for (const text of ['"mm', '"mm\\q"', '"mm"x', '"\\777"']) expect(unquoteName(text)).toBeUndefined();
  });
});

describe('prefixes', () => {
  const same = (name: string) => ({ old: name, new: name });

  it.each([
    ['a/mm/x.c', 'b/mm/x.c', same('mm/x.c')],
    ['i/mm/x.c', 'w/mm/x.c', same('mm/x.c')],
    ['linux.orig/mm/x.c', 'linux/mm/x.c', same('mm/x.c')],
    ['a/linux.orig/mm/x.c', 'b/linux/mm/x.c', same('mm/x.c')],
    ['mm/x.c', 'mm/x.c', same('mm/x.c')],
    ['a/x.c', 'a/x.c', same('a/x.c')],
    ['mm/x.c.orig', 'mm/x.c', same('mm/x.c')],
    ['a/mm/x.c', 'b/mm/x.c.new', same('mm/x.c')],
    ['linux-6.12/mm/x.c', 'linux-6.12/mm/x.c', same('mm/x.c')],
    ['include/linux/mm.h', 'include/linux/mm.h', same('include/linux/mm.h')],
    ['/dev/null', 'linux-6.12/mm/x.c', { new: 'mm/x.c' }],
    ['/dev/null', 'b/mm/x.c', { new: 'mm/x.c' }],
    ['a/mm/x.c', '/dev/null', { old: 'mm/x.c' }],
  ])('%s %s', (old, now, expected) => expect(stripPrefixes(old, now)).toEqual(expected));

  it('splits a diff --git line where both names are equal', () => {
    expect(gitHeaderNames('a/mm/x y.c b/mm/x y.c')).toEqual(same('mm/x y.c'));
    expect(gitHeaderNames('a/x b/x.c b/x b/x.c')).toEqual(same('x b/x.c'));
    expect(gitHeaderNames('"a/\\303\\251.c" "b/\\303\\251.c"')).toEqual(same('é.c'));
    expect(gitHeaderNames('a/old.c b/newer.c')).toBeUndefined();
    expect(gitHeaderNames('"a/broken')).toBeUndefined();
  });

  it('drops the date behind a name', () => {
    expect(headerName('mm/x.c\t2026-01-01 10:00:00.000000000 +0100')).toBe('mm/x.c');
    expect(headerName('mm/x.c 2026-01-01 10:00:00 +0100')).toBe('mm/x.c');
    expect(headerName('mm/t\tb.c\t2026-01-01')).toBe('mm/t\tb.c');
    expect(headerName('mm/x.c\t(revision 1)')).toBe('mm/x.c');
    expect(headerName('a/mm/2026-01-01.c')).toBe('a/mm/2026-01-01.c');
  });
});

describe('isSafePath', () => {
  it.each(['/etc/passwd', '../x', 'a/../../x', '.git/config', 'a/.GIT/x', '', 'a//b', 'a\x1b[31m', './x'])(
    'refuses %j',
    (path) => expect(isSafePath(path)).toBe(false),
  );
  it('takes mm/page_alloc.c', () => expect(isSafePath('mm/page_alloc.c')).toBe(true));
});

test.each([
  ['"mm/caf\\303\\251.c"', 'mm/café.c'],
  ['"mm/a.c" and more', 'mm/a.c'],
  ['"mm/a.c', undefined],
  ['mm/a"b.c', 'mm/a"b.c'],
])('a rename line says %s', (text, name) => {
  expect(movedName(text)).toBe(name);
});

test('two quoted names with nothing between them are two names', () => {
  expect(gitHeaderNames('"a/mm/caf\\303\\251.c""b/mm/caf\\303\\251.c"')).toEqual({
    old: 'mm/café.c',
    new: 'mm/café.c',
  });
});
