import { expect, test } from 'vitest';
import { observe } from './observe.js';
import { exploreText } from './testing.js';
import { signText, witness } from './witness.js';

const TEXT = `int f(struct frob *frob, gfp_t gfp)
{
	struct folio *other = folio_alloc(gfp, 0), *folio = folio_alloc(gfp, 0);
	if (frob->first)
		frob_log();
	if (!folio)
		return -ENOMEM;
	if (frob->second)
		return -EIO;
	folio_put(folio);
	return 0;
}
`;

test('a path is told by what happens to one object, and by the last branch before it', () => {
  const x = exploreText(TEXT);
  const lost = observe(x).find((o) => o.end.loc.line === 9 && o.object.name === 'folio');
  const { loc, text, state } = lost!.end;
  const trace = witness(x, (n) => TEXT.split('\n')[n - 1]!, state.history, lost!.object, {
    loc,
    complete: true,
    text,
    signs: lost!.signs,
  });
  expect(trace).toMatchObject({
    function: 'f',
    object: 'folio',
    complete: true,
    returns: { text: '-EIO', sign: 'negative' },
  });
  expect(trace.origin).toEqual({ kind: 'allocated', callee: 'folio_alloc' });
  expect(trace.steps.map((s) => `${s.loc.line} ${s.event} ${s.operation?.kind ?? ''}`.trim())).toEqual([
    '3 folio_alloc() allocate',
    '8 frob->second is true',
    '9 return -EIO',
  ]);
});

test.each([
  [1, 'negative'],
  [5, 'negative or positive'],
  [7, 'any'],
])('signs %i are called %s', (signs, text) => {
  expect(signText(signs)).toBe(text);
});
