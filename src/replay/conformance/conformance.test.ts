import { describe, expect, it } from 'vitest';
import { builtin } from '../builtin.js';
import type { Outcome, Semantics } from '../semantics.js';
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
