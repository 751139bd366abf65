import { describe, expect, it } from 'vitest';
import { patchWithout, removablePut } from './patch.js';

const CODE = `int f(struct folio *folio)
{
	if (!folio)
		return 0;
	if (folio_test_locked(folio))
		folio_put(folio);
	g(folio);
	folio_put(folio);
	return 1;
}
`;

describe('removablePut', () => {
  it('passes over the only statement of an if', () => {
    expect(removablePut(CODE)).toBe(8);
  });

  it('throws when there is none', () => {
    expect(() => removablePut('int x;\n')).toThrow('no folio_put()');
  });
});

describe('patchWithout', () => {
  it('writes a hunk with three lines around', () => {
    expect(patchWithout('mm/a.c', CODE, 8).split('\n').slice(3)).toEqual([
      '@@ -5,7 +5,6 @@',
      ' \tif (folio_test_locked(folio))',
      ' \t\tfolio_put(folio);',
      ' \tg(folio);',
      '-\tfolio_put(folio);',
      ' \treturn 1;',
      ' }',
      ' ',
      '',
    ]);
  });
});
