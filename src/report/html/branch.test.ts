import { describe, expect, it } from 'vitest';
import { branchOf, branchText } from './branch.js';

const told = (text: string, event: string) => {
  const branch = branchOf({ loc: { line: 1, column: 1 }, text, event });
  return branch && branchText(branch);
};

describe('branchOf', () => {
  it.each([
    ['if (ret) {', 'ret is true', 'taken: ret is true'],
    ['if (ret)', 'ret is false', 'not taken: ret is false'],
    ['if (!page)', 'page is false', 'taken: page is false'],
    ['if (!!page)', 'page is true', 'taken: page is true'],
    ['} else if (!IS_ERR(folio)) {', '… is true', 'not taken: IS_ERR(folio) is true'],
    ['if (unlikely(!folio_try_get(folio)))', '… is false', 'taken: folio_try_get(folio) is false'],
    ['while (index <= end)', 'index <= end is false', 'not taken: index <= end is false'],
    ['if (folio->mapping != mapping)', 'folio->mapping != mapping is true', 'taken: folio->mapping != mapping is true'],
  ])('%s, %s', (text, event, expected) => expect(told(text, event)).toBe(expected));

  it.each([
    ['if (ret && page)', 'page is true'],
    ['if (!(a || b))', 'a is false'],
    ['if (folio == NULL)', 'folio is false'],
    ['for (i = 0; i < n; i++) {', 'i < n is true'],
    ['if (folio_test_large(folio) &&', '… is true'],
    ['if (a) b(c)', 'a is true'],
    [`if (${'('.repeat(5000)}a`, 'a is true'],
  ])('does not say whether %s is taken', (text, event) => expect(told(text, event)).toBe(event));

  it('leaves steps alone that are no branch', () => {
    expect(told('return ret;', 'return ret')).toBeUndefined();
    expect(told('folio_put(folio);', 'folio_put()')).toBeUndefined();
  });
});
