import { describe, expect, it } from 'vitest';
import { NEWEST } from '../page/builtin.js';
import { PIN_BIAS } from '../page/pins.js';
import { allocateFolio, call, countOf, drop, freeFolio, newFolio, pin, stateOf, take, unpin } from './folio.js';

function live(order = 0) {
  const folio = newFolio(NEWEST, order);
  allocateFolio(folio, false);
  return folio;
}

describe('the buddy under a path', () => {
  it('reports a count that is not 0', () => {
    expect(freeFolio(live())).toMatchObject({ freed: false, bugs: [{ condition: 'nonzero _refcount' }] });
  });

  it('leaves a frozen allocation at 0, and takes it back', () => {
    const folio = newFolio(NEWEST, 2);
    allocateFolio(folio, true);
    expect([countOf(folio), stateOf(folio)]).toEqual([0, 'owned']);
    expect(freeFolio(folio)).toMatchObject({ freed: true, bugs: [] });
    expect(stateOf(folio)).toBe('free');
  });
});

describe('a put', () => {
  it.each(['folio_put', 'page_ref_dec', 'put_page_testzero', 'no_primitive'])('of the last by %s frees', (api) => {
    const folio = live(2);
    expect(drop(folio, 1, api)).toMatchObject({ freed: true, bugs: [] });
    expect(stateOf(folio)).toBe('free');
  });

  it('leaves the page to a path that keeps it', () => {
    const folio = live();
    drop(folio, 1, 'put_page_testzero', true);
    expect(stateOf(folio)).toBe('owned');
    call(folio, 'page_ref_unfreeze', 1);
    expect(stateOf(folio)).toBe('live');
  });
});

describe('a get', () => {
  it('is the one that the path names', () => {
    const folio = newFolio(NEWEST, 0);
    allocateFolio(folio, true);
    expect(take(folio, 1, 'folio_try_get').ret).toBe(0);
    expect(take(folio, 1, 'page_ref_inc').bugs).toEqual([]);
    expect(take(folio, 3, 'page_ref_inc').bugs).toEqual([]);
    expect(countOf(folio)).toBe(4);
  });
});

describe('a pin', () => {
  it.each([
    [0, 1 + PIN_BIAS, 0],
    [2, 2, 1],
  ])('of a folio of order %i leaves count %i and pincount %i', (order, raw, pincount) => {
    const folio = live(order);
    pin(folio, 1);
    expect([folio.page.raw, folio.page.pincount]).toEqual([raw, pincount]);
    unpin(folio, 1, false);
    expect([folio.page.raw, folio.page.pincount]).toEqual([1, 0]);
  });

  it('is refused on a frozen folio', () => {
    const folio = newFolio(NEWEST, 0);
    allocateFolio(folio, true);
    expect(pin(folio, 1).bugs).toMatchObject([{ function: 'try_grab_folio' }]);
    expect(countOf(folio)).toBe(0);
  });
});
