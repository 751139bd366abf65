import type { Count, ObjectOrigin, Operation, PathTrace, Step } from '../analysis/index.js';
import type { Due } from './verdict.js';

/** For tests: a count from a number or a symbol. */
export function times(n: number | string): Count {
  return typeof n === 'number' ? { constant: n, terms: {} } : { constant: 0, terms: { [n]: 1 } };
}

/** Takes `n` references; a string is a symbol, such as `nr_pages`. */
export const get = (n: number | string = 1): Operation => ({ kind: 'get', times: times(n), pin: false });
/** Drops `n` references. */
export const put = (n: number | string = 1): Operation => ({ kind: 'put', times: times(n), pin: false });
/** Takes `n` pins. */
export const pin = (n: number | string = 1): Operation => ({ kind: 'get', times: times(n), pin: true });
/** Drops `n` pins. */
export const unpin = (n: number | string = 1): Operation => ({ kind: 'put', times: times(n), pin: true });
/** Freezes at a count of `n`. */
export const freeze = (n: number | string = 1): Operation => ({ kind: 'freeze', times: times(n) });
/** Unfreezes to a count of `n`. */
export const unfreeze = (n: number | string = 1): Operation => ({ kind: 'unfreeze', times: times(n) });
/** Stores a count of `n`. */
export const set = (n: number): Operation => ({ kind: 'set', value: times(n) });
export const allocate: Operation = { kind: 'allocate', frozen: false };
export const allocateFrozen: Operation = { kind: 'allocate', frozen: true };
export const free: Operation = { kind: 'free' };
export const use: Operation = { kind: 'use' };

export const allocated: ObjectOrigin = { kind: 'allocated', callee: 'folio_alloc' };
export const borrowed: ObjectOrigin = { kind: 'borrowed', path: 'folio' };
export const found: ObjectOrigin = { kind: 'found', callee: 'filemap_get_folio' };

/** For tests: a step on its own line; a string is a step that does nothing to the object. */
function stepOf(what: Operation | string, line: number): Step {
  const event = typeof what === 'string' ? what : what.kind;
  const operation = typeof what === 'string' ? {} : { operation: what };
  return { loc: { line, column: 1 }, text: `${event};`, event, ...operation };
}

/** For tests: a path through `f()` that ends with `return 0`, from what it does line by line. */
export function path(origin: ObjectOrigin, what: readonly (Operation | string)[]): PathTrace {
  const steps = [...what, 'return 0'].map((w, i) => stepOf(w, i + 1));
  return {
    function: 'f',
    file: 'mm/f.c',
    object: 'folio',
    origin,
    steps,
    returns: { text: '0', sign: 'zero' },
    complete: true,
  };
}

/** For tests: the same path, but stopped at its last operation. */
export function upToHazard(origin: ObjectOrigin, what: readonly (Operation | string)[]): PathTrace {
  const whole = path(origin, what);
  return { ...whole, steps: whole.steps.slice(0, -1), complete: false };
}

/** A claim on `n` references, as a test means it. */
export function due(n: number | string = 0): Due {
  return { claim: times(n), because: 'test' };
}
