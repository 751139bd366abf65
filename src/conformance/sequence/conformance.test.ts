import { describe, expect, it } from 'vitest';
import { builtin } from '../../page/builtin.js';
import { type Outcome, type Semantics, SemanticsError } from '../../page/semantics.js';
import { conformance, violations } from './conformance.js';
import { operationsOf } from './operations.js';

const model = builtin('6.12');
const none: readonly never[] = [];

/** The model with one function that does something else. */
function mutant(name: string, change: (outcome: Outcome, ...call: Parameters<Semantics['run']>) => Outcome): Semantics {
  return {
    ...model,
    run: (memory, called, args) => {
      const outcome = model.run(memory, called, args);
      return called === name ? change(outcome, memory, called, args) : outcome;
    },
  };
}

/** `rule function: calls`. */
function told(semantics: Semantics): string[] {
  const found = conformance(violations({ semantics: model, checks: none }), violations({ semantics, checks: none }));
  return found.map(({ rule, function: name, steps }) => `${rule} ${name}: ${steps.map(({ text }) => text).join('; ')}`);
}

describe('violations', () => {
  it.each(['6.1', '6.12', '6.18', undefined])('has none for the primitives of %s', (version) => {
    expect(violations({ semantics: builtin(version), checks: none })).toEqual([]);
  });

  it('tries what each version has', () => {
    const names = (version: string) => operationsOf(builtin(version)).map(({ name }) => name);
    expect(names('6.1')).toContain('page_ref_sub_return');
    expect(names('6.12')).not.toContain('page_ref_sub_return');
    expect(names('6.12')).toContain('folio_ref_add_unless');
  });

  it('leaves out what ends in some states alone', () => {
    const endless = mutant('page_ref_inc', (outcome, { pages }) => {
      if (pages[1]!.raw > 2) throw new SemanticsError('page_ref_inc() does not end within 10000 steps');
      return outcome;
    });
    expect(told(endless)).toEqual([]);
  });
});

describe('the increments of a tree that bring pages back from 0', () => {
  const revivals = [
    { file: 'mm/memory-failure.c', line: 9, call: 'page_ref_inc', owner: 'off-buddy' },
    { file: 'mm/huge_memory.c', line: 8, call: 'folio_ref_add', owner: 'frozen' },
    { file: 'drivers/virtio/virtio_mem.c', line: 7, call: 'page_ref_inc', owner: 'tested' },
  ] as const;

  it('break nothing today', () => {
    expect(violations({ semantics: model, checks: none, revivals })).toEqual([]);
  });

  it('are told of a check that they meet, with their places', () => {
    const bug = { condition: 'frozen(page)', file: 'include/linux/page_ref.h', line: 1, function: 'page_ref_inc' };
    const strict: Semantics = {
      ...model,
      run: (memory, name, args) => {
        const fires = name === 'page_ref_inc' && memory.pages[args[0]!]?.raw === 0;
        const outcome = model.run(memory, name, args);
        return fires ? { ...outcome, bugs: [bug] } : outcome;
      },
    };
    const [found, ...others] = violations({ semantics: strict, checks: none, revivals });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ rule: 'owner-checked', at: ['mm/memory-failure.c:9'] });
    expect(found!.steps.map(({ text }) => text)).toEqual([
      'init_page_count(page)',
      'put_page_testzero(page)',
      'take_page_off_buddy(page)',
      'page_ref_inc(page)',
    ]);
  });
});

describe('conformance', () => {
  it.each<[string, string, Semantics]>([
    [
      'a put that never tells',
      'zero-not-reported page_ref_dec_and_test: init_page_count(page); page_ref_dec_and_test(page)',
      mutant('page_ref_dec_and_test', (outcome) => ({ ...outcome, ret: 0 })),
    ],
    [
      'a put that always tells',
      'zero-reported-early page_ref_dec_and_test: init_page_count(page); page_ref_inc(page); page_ref_dec_and_test(page)',
      mutant('page_ref_dec_and_test', (outcome) => ({ ...outcome, ret: 1 })),
    ],
    [
      'a get that says no',
      'get-refused folio_try_get: init_page_count(page); folio_try_get(page)',
      mutant('folio_try_get', (outcome) => ({ ...outcome, ret: 0 })),
    ],
    [
      'a freeze that says yes',
      'freeze-of-others page_ref_freeze: init_page_count(page); page_ref_freeze(page, 2)',
      mutant('page_ref_freeze', (outcome) => ({ ...outcome, ret: 1 })),
    ],
    [
      'a put that does not free',
      'zero-not-reported folio_put: init_page_count(page); folio_put(page)',
      mutant('folio_put', (outcome) => ({ ...outcome, freed: false })),
    ],
    [
      'a getter that is one off',
      'wrong-count page_count: init_page_count(page); page_count(page)',
      mutant('page_count', (outcome) => ({ ...outcome, ret: 7 })),
    ],
  ])('finds %s', (_, wanted, semantics) => {
    expect(told(semantics)).toEqual([wanted]);
  });

  it('finds an unfreeze that leaves one reference too many', () => {
    const semantics = mutant('page_ref_unfreeze', (outcome, memory) => {
      memory.pages[1]!.raw += 1;
      return outcome;
    });
    expect(told(semantics)[0]).toBe(
      'wrong-count page_ref_count: set_page_count(page, 0); page_ref_unfreeze(page, 1); page_ref_count(page)',
    );
  });

  it('does not tell what was broken before', () => {
    const semantics = mutant('folio_put', (outcome) => ({ ...outcome, freed: false }));
    const found = violations({ semantics, checks: none });
    expect(found).toHaveLength(1);
    expect(conformance(found, found)).toEqual([]);
  });
});
