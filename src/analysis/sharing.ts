import { countSign } from './count.js';
import type { RefState, State } from './state.js';
import { objectOf, type Value } from './value.js';

/**
 * Tells whether a branch would have to find that two pointers, for each of which the path owns a reference, are one. Code
 * that asks `folio != folio0` does so because one may have been set from the other; where each came from a call of its own,
 * that is not the case at hand.
 */
export function joinsTwoOwned(s: State, condition: Value, isTrue: boolean): boolean {
  const [a, b] = foundEqual(s, condition, isTrue);
  return a !== undefined && b !== undefined && isOwned(a) && isOwned(b);
}

/**
 * Notes on a branch that an element of an array was found in another place as well: it was put there before, and belongs
 * to who keeps that place. Clean-up loops over arrays that were filled from two sources ask so, element by element.
 */
export function noteSharedElement(s: State, condition: Value, isTrue: boolean): void {
  for (const object of foundEqual(s, condition, isTrue)) {
    if (object && isArray(object)) s.objects.set(object.value.key, { ...object, escaped: true });
  }
}

/** What the path knows of two different pointers that the branch finds equal. */
function foundEqual(s: State, condition: Value, isTrue: boolean): readonly (RefState | undefined)[] {
  if (condition.kind !== 'operation' || condition.op !== (isTrue ? '==' : '!=')) return [];
  const [a, b] = condition.operands.map(objectOf);
  if (!a || !b || a.kind === 'int' || b.kind === 'int' || a.key === b.key) return [];
  return [s.objects.get(a.key), s.objects.get(b.key)];
}

function isOwned(object: RefState): boolean {
  return object.origin.kind !== 'borrowed' && countSign(object.claim) === 1 && !object.escaped && !isArray(object);
}

function isArray({ value }: RefState): boolean {
  return value.key.endsWith('[]');
}
