import { type Semantics, SemanticsError } from '../../page/index.js';
import { operationsOf } from '../sequence/operations.js';
import type { Call } from './scenario.js';

/** A function of the semantics that a script's call stands for, with the arguments behind the page. */
export interface Bound {
  readonly name: string;
  readonly args: readonly number[];
}

export type Binding = (call: Call) => Bound;

/** Chooses the functions for the calls of scripts. The binding throws a `SemanticsError` where there is none. */
export function bindingOf(semantics: Semantics): Binding {
  const store = operationsOf(semantics).find(({ kind }) => kind === 'store-frozen');
  return (call) => {
    const candidates = call.kind === 'set-frozen' && store ? [store] : candidatesFor(call);
    const found = candidates.find(({ name }) => semantics.has(name));
    if (!found) throw new SemanticsError(`there is no function to ${call.kind}`);
    return found;
  };
}

function candidatesFor({ kind, nr }: Call): Bound[] {
  switch (kind) {
    case 'try':
      return [
        ...(nr === 1 ? [{ name: 'get_page_unless_zero', args: [] }] : []),
        { name: 'page_ref_add_unless_zero', args: [nr] },
        { name: 'page_ref_add_unless', args: [nr, 0] },
      ];
    case 'get':
      return [{ name: 'page_ref_add', args: [nr] }];
    case 'put':
      return [
        ...(nr === 1 ? [{ name: 'page_ref_dec_and_test', args: [] }] : []),
        { name: 'page_ref_sub_and_test', args: [nr] },
      ];
    case 'drop':
      return [{ name: 'page_ref_sub', args: [nr] }];
    case 'freeze':
      return [{ name: 'page_ref_freeze', args: [nr] }];
    case 'unfreeze':
      return [{ name: 'page_ref_unfreeze', args: [nr] }];
    case 'refcount':
      return [
        { name: 'set_page_refcounted', args: [] },
        { name: 'init_page_count', args: [] },
      ];
    case 'set-frozen':
      return [{ name: 'set_page_count', args: [0] }];
  }
}
