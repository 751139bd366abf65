import { describe, expect, it } from 'vitest';
import type { Operation, PathTrace } from '../analysis/index.js';
import { replay } from './index.js';
import {
  allocate,
  allocated,
  allocateFrozen,
  borrowed,
  due,
  found,
  free,
  freeze,
  get,
  path,
  pin,
  put,
  set,
  times,
  unfreeze,
  unpin,
  upToHazard,
  use,
} from './testing.js';

const move = (
  kind: 'move-to' | 'move-from' | 'add' | 'drop',
  holder: 'page-cache' | 'structure' | 'swap-cache',
  n: number | string = 1,
): Operation => ({
  kind,
  holder,
  times: times(n),
});

/** The same path, with its first step told as the call of this function. */
const named = (trace: PathTrace, event: string): PathTrace => ({
  ...trace,
  steps: trace.steps.map((step, i) => (i === 0 ? { ...step, event } : step)),
});

describe('the error path of migrate_vma_split_unmapped_folio()', () => {
  const split = [get(), put(), 'if (ret)'];

  it('is an over-put with the put', () => {
    const verdict = replay(upToHazard(borrowed, [...split, put()]), 'over-put', due());
    expect(verdict.outcome).toBe('confirmed');
    expect(verdict.because).toBe('line 4: freed while the caller holds 1, where the caller holds 1');
    const rows = verdict.runs[0]!.rows;
    expect(rows.map((r) => [r.before, r.after])).toEqual([
      [1, 2],
      [2, 1],
      [1, 1],
      [1, 0],
    ]);
    expect(rows.map((r) => r.holders)).toEqual([
      { caller: 1, path: 1 },
      { caller: 1 },
      { caller: 1 },
      { caller: 1, path: -1 },
    ]);
    expect(verdict.runs[0]!.left).toBe(-1);
  });

  it('is balanced without it', () => {
    expect(replay(path(borrowed, split), 'over-put', due()).outcome).toBe('refuted');
    expect(replay(path(borrowed, split), 'refcount-leak', due()).outcome).toBe('refuted');
  });
});

interface Case {
  readonly title: string;
  readonly rule: string;
  readonly trace: PathTrace;
  readonly due?: number | string;
}

describe('confirmed', () => {
  it.each<Case>([
    { title: 'an allocation that is dropped on the floor', rule: 'refcount-leak', trace: path(allocated, [allocate]) },
    { title: 'an allocation that is told as a get', rule: 'refcount-leak', trace: path(allocated, [get()]) },
    { title: 'a frozen allocation that is not freed', rule: 'refcount-leak', trace: path(allocated, [allocateFrozen]) },
    {
      title: 'an allocation that goes into freezing',
      rule: 'refcount-leak',
      trace: path({ kind: 'found', callee: 'alloc_frozen_pages' }, [get(), freeze()]),
    },
    { title: 'a lookup without a put', rule: 'refcount-leak', trace: path(found, [get(), 'if (err)']) },
    { title: 'a pin without an unpin', rule: 'refcount-leak', trace: path(borrowed, [pin()]) },
    {
      title: 'a reference that should have been consumed',
      rule: 'refcount-leak',
      trace: path(borrowed, ['if (err)']),
      due: -1,
    },
    { title: 'one put for nr_pages references', rule: 'put-count', trace: path(found, [get('nr_pages'), put()]) },
    { title: 'nr_pages puts for one reference', rule: 'put-count', trace: path(borrowed, [get(), put('nr_pages')]) },
    { title: 'two puts of an allocation', rule: 'over-put', trace: upToHazard(allocated, [allocate, put(), put()]) },
    { title: 'two puts of a found folio', rule: 'over-put', trace: upToHazard(found, [get(), put(), put()]) },
    { title: 'a put of a borrowed folio', rule: 'over-put', trace: upToHazard(borrowed, [put()]) },
    { title: 'two puts where one is allowed', rule: 'over-put', trace: upToHazard(borrowed, [put(), put()]), due: -1 },
    { title: 'a use behind the last put', rule: 'use-after-put', trace: upToHazard(found, [get(), put(), use]) },
    {
      title: 'a use behind the put that consumes',
      rule: 'use-after-put',
      trace: upToHazard(borrowed, [put(), use]),
      due: -1,
    },
    {
      title: 'a get on a frozen allocation',
      rule: 'frozen-modified',
      trace: upToHazard(allocated, [allocateFrozen, get()]),
    },
    {
      title: 'a put on a frozen folio',
      rule: 'frozen-modified',
      trace: upToHazard(borrowed, [get(), freeze(2), put()]),
    },
    { title: 'a freeze that stays', rule: 'freeze-unbalanced', trace: path(borrowed, [freeze()]) },
    {
      title: 'an unfreeze of a live folio',
      rule: 'freeze-unbalanced',
      trace: upToHazard(borrowed, [get(), unfreeze()]),
    },
    {
      title: 'a freeze that forgets a reference of the path',
      rule: 'freeze-count',
      trace: path(allocated, [allocate, get(), freeze()]),
    },
    {
      title: 'a freeze that forgets the reference of the caller, which a plain get relies on',
      rule: 'freeze-count',
      trace: named(path(borrowed, [get(), freeze()]), 'folio_get()'),
    },
    {
      title: 'a get of a page that somebody keeps frozen',
      rule: 'get-without-zero-check',
      trace: upToHazard(borrowed, [get()]),
    },
    {
      title: 'a store over a count that others can raise',
      rule: 'raw-set-page-count',
      trace: upToHazard(allocated, [allocate, set(0)]),
    },
    { title: 'a free with a count', rule: 'over-put', trace: upToHazard(allocated, [allocate, free]) },
  ])('$title', ({ rule, trace, due: n }) => {
    const verdict = replay(trace, rule, due(n));
    expect([verdict.outcome, verdict.because]).toEqual(['confirmed', expect.anything()]);
    expect(verdict.runs.length).toBeGreaterThan(0);
  });
});

describe('not confirmed, since the code is right', () => {
  it.each<Case>([
    { title: 'get and put', rule: 'refcount-leak', trace: path(found, [get(), put()]) },
    { title: 'a consuming put', rule: 'over-put', trace: path(borrowed, [put()]), due: -1 },
    { title: 'a consuming unpin', rule: 'over-put', trace: path(borrowed, [unpin()]), due: -1 },
    {
      title: 'an allocation that goes to the page cache',
      rule: 'refcount-leak',
      trace: path(allocated, [allocate, move('move-to', 'page-cache')]),
    },
    { title: 'a result that is returned', rule: 'refcount-leak', trace: path(allocated, [allocate]), due: 1 },
    {
      title: 'a folio added to the cache and put',
      rule: 'refcount-leak',
      trace: path(allocated, [allocate, move('add', 'page-cache', 'nr_pages'), put()]),
    },
    {
      title: 'a store on a proven zero',
      rule: 'raw-set-page-count',
      trace: path(allocated, [allocate, freeze(), set(65), put(65)]),
    },
    {
      title: 'a testing put, then a store',
      rule: 'raw-set-page-count',
      trace: path(allocated, [allocate, put(), set(1), put()]),
    },
    { title: 'a testing put, then a free', rule: 'over-put', trace: path(allocated, [allocate, put(), use, free]) },
    { title: 'the first count of a page handed over', rule: 'raw-set-page-count', trace: path(borrowed, [set(1)]) },
    {
      title: 'the unfreeze of a folio handed over frozen',
      rule: 'freeze-unbalanced',
      trace: path(borrowed, [unfreeze()]),
    },
    { title: 'freeze, unfreeze', rule: 'freeze-unbalanced', trace: path(borrowed, [freeze(), unfreeze()]) },
    {
      title: 'a try_get and an exact freeze',
      rule: 'freeze-count',
      trace: path(borrowed, [get(), freeze(), unfreeze(), put()]),
    },
    {
      title: 'removal from the cache by a freeze',
      rule: 'refcount-leak',
      trace: path(found, [
        get(),
        { kind: 'freeze', times: { constant: 1, terms: { nr_pages: 1 } } },
        unfreeze(),
        put(),
      ]),
    },
    {
      title: 'removal whose references move',
      rule: 'over-put',
      trace: path(found, [get(), move('move-from', 'page-cache', 'nr_pages'), put('nr_pages'), put()]),
    },
    { title: 'a use while the caller holds it', rule: 'use-after-put', trace: path(borrowed, [get(), put(), use]) },
    {
      title: 'a structure that is torn down',
      rule: 'over-put',
      trace: path({ kind: 'borrowed', path: 'f->page' }, [put()]),
    },
    {
      title: 'a lookup under another name for the same number',
      rule: 'put-count',
      trace: path(found, [get('nr_pages'), put('nr')]),
    },
  ])('$title', ({ rule, trace, due: n }) => {
    expect(replay(trace, rule, due(n))).not.toMatchObject({ outcome: 'confirmed' });
  });
});

describe('what a verdict is not sure of', () => {
  it('names the callee whose effect is not known', () => {
    const trace = path(allocated, [allocate, 'register_thing()']);
    const steps = trace.steps.map((s) =>
      s.event === 'register_thing()'
        ? { ...s, assumes: { kind: 'unknown-callee' as const, name: 'register_thing' } }
        : s,
    );
    const verdict = replay({ ...trace, steps }, 'refcount-leak', due());
    expect(verdict.outcome).toBe('unconfirmed');
    expect(verdict.because).toBe('it rests on this: register_thing() leaves its count alone');
  });

  it('does not judge the balance of a path that it has not seen to its end', () => {
    const verdict = replay({ ...path(allocated, [allocate]), complete: false }, 'refcount-leak', due());
    expect(verdict.outcome).toBe('unconfirmed');
  });

  it('does not refute what a count cannot show', () => {
    expect(replay(path(borrowed, [get(), put()]), 'unchecked-ref-result', due()).outcome).toBe('unconfirmed');
  });

  it('says why no world lets a path run', () => {
    const verdict = replay(path(allocated, [allocate, move('drop', 'swap-cache')]), 'over-put', due());
    expect(verdict.outcome).toBe('unconfirmed');
    expect(verdict.because).toContain('the swap cache does not hold 1');
  });

  it('keeps the runs plain data', () => {
    const verdict = replay(path(found, [get()]), 'refcount-leak', due());
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });
});
