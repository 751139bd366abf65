import { expect, test } from 'vitest';
import { countText } from './count.js';
import { observe } from './observe.js';
import { exploreText } from './testing.js';

/** What each path leaves: object, references, whether they are kept. */
function left(body: string): string[] {
  const x = exploreText(
    `struct folio *f(struct frob *frob, struct folio *old, gfp_t gfp)\n{\n\tstruct folio *folio;\n${body}\n}\n`,
  );
  const seen = observe(x).filter((o) => o.net.constant !== 0);
  return [
    ...new Set(seen.map((o) => `${o.root} ${countText(o.net)}${o.kept ? ' kept' : ''}${o.stored ? ' stored' : ''}`)),
  ];
}

const ALLOC = 'folio = folio_alloc(gfp, 0); if (!folio) return NULL;';

test.each([
  ['lost', `${ALLOC} return NULL;`, ['folio_alloc() 1']],
  ['returned', `${ALLOC} return folio;`, ['folio_alloc() 1 kept']],
  ['returned as something made from it', `${ALLOC} return folio + 1;`, ['folio_alloc() 1 kept']],
  ['its truth is no way back', `${ALLOC} return !folio;`, ['folio_alloc() 1']],
  ['stored where others reach it', `${ALLOC} frob->folio = folio; return NULL;`, ['folio_alloc() 1 kept stored']],
  ['stored in a local', `struct frob own; ${ALLOC} own.folio = folio; return NULL;`, ['folio_alloc() 1']],
  ['put', `${ALLOC} folio_put(folio); return NULL;`, []],
  ['a borrowed one', 'folio_put(old); return NULL;', ['old -1']],
])('%s', (_, body, expected) => {
  expect(left(body)).toEqual(expected);
});
