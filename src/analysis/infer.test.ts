import { describe, expect, test } from 'vitest';
import { countText } from './count.js';
import { infer } from './infer.js';
import { exploreText } from './testing.js';
import { signText } from './witness.js';

function summary(text: string): string[] {
  return infer(exploreText(text)).outcomes.map((o) => {
    const requires = o.requires.map((r) => {
      if (r.kind === 'signs') return `${r.param} ${signText(r.signs)}`;
      return `${r.param} ${r.negated ? 'not ' : ''}${r.kind === 'is' ? r.value : r.flag}`;
    });
    const effects = o.effects.map((e) => `${e.verb} ${e.object} ${countText(e.times)}${e.fills ? ' filled' : ''}`);
    return [...requires, o.resultIs ?? signText(o.result), ...effects].join(' | ');
  });
}

describe('infer', () => {
  test.each([
    ['a put', 'void f(struct folio *folio) { folio_put(folio); }', ['any | puts folio 1']],
    [
      'a condition on a sign',
      'void f(struct folio *folio, bool release) { if (release) folio_put(folio); }',
      ['release negative or positive | any | puts folio 1', 'release zero | any'],
    ],
    [
      'a condition on a name',
      'void f(struct folio *folio, int mode) { if (mode == FROB_DROP) folio_put(folio); }',
      ['mode FROB_DROP | any | puts folio 1', 'mode not FROB_DROP | any'],
    ],
    [
      'a condition on a flag',
      'void f(struct folio *folio, int flags) { if (flags & FROB_DROP) folio_put(folio); }',
      ['flags FROB_DROP | any | puts folio 1', 'flags not FROB_DROP | any'],
    ],
    [
      'two conditions, of which each may fail',
      'void f(struct folio *folio, int flags) { if (!folio) return; if (flags & FROB_DROP) folio_put(folio); }',
      [
        'folio zero | any',
        'folio negative or positive | flags not FROB_DROP | any',
        'folio negative or positive | flags FROB_DROP | any | puts folio 1',
      ],
    ],
    [
      'a fresh result',
      'struct folio *f(gfp_t gfp) { return folio_alloc(gfp, 0); }',
      ['zero', 'positive | moves-from result 1'],
    ],
    [
      'an out-parameter',
      'int f(gfp_t gfp, struct folio **foliop) { *foliop = folio_alloc(gfp, 0); if (!*foliop) return -ENOMEM; return 0; }',
      ['negative', '0 | moves-from *foliop 1 filled'],
    ],
    ['a field of a parameter', 'void f(struct frob *frob) { folio_put(frob->folio); }', ['any | puts frob.folio 1']],
    [
      'an argument that comes back',
      'struct folio *f(struct folio *folio) { folio_get(folio); return folio; }',
      ['positive | gets folio 1 | returns folio 1'],
    ],
    [
      'a count that the caller names',
      'void f(struct folio *folio, int n) { folio_put_refs(folio, n); }',
      ['any | puts folio n'],
    ],
  ])('%s', (_, text, expected) => {
    expect(summary(text).sort()).toEqual([...expected].sort());
  });

  test.each([
    [
      'a pointer that is cleared behind a put, and one that is not touched',
      'int f(struct frob *frob, struct folio **foliop) { if (!frob->busy) return 0; folio_put(*foliop); *foliop = NULL; return -EBUSY; }',
      [
        [0, '*foliop same'],
        ['negative', 'puts *foliop', '*foliop null'],
      ],
    ],
    [
      'a pointer that another function may have set',
      'int f(struct frob *frob, struct folio **foliop) { folio_put(*foliop); frob_refill(frob, foliop); return -EBUSY; }',
      [['negative', 'puts *foliop']],
    ],
    [
      'an effect that only one sign of a result foresees',
      'int f(struct frob *frob, struct folio *folio) { int err; if (!frob->busy) return 0; folio_put(folio); err = frob_wait(frob); return err; }',
      [[0], ['zero'], ['negative', 'puts folio'], ['positive', 'puts folio']],
    ],
    [
      'a pointer that is stored on one way',
      'int f(struct frob *frob, struct folio *folio) { if (frob->busy) { folio_put(folio); return -EBUSY; } frob->folio = folio; return 0; }',
      [
        [0, 'keeps folio'],
        ['negative', 'puts folio'],
      ],
    ],
  ])('%s', (_, text, expected) => {
    const told = infer(exploreText(text)).outcomes.map(({ resultIs, result, effects, leaves = {}, keeps = [] }) => [
      resultIs ?? signText(result),
      ...effects.map(({ verb, object }) => `${verb} ${object}`),
      ...Object.entries(leaves).map((one) => one.join(' ')),
      ...keeps.map((name) => `keeps ${name}`),
    ]);
    expect(told.map(String).sort()).toEqual(expected.map(String).sort());
  });
});
