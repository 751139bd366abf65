import {
  allocate,
  countAt,
  freedByPrimitive,
  freeUnref,
  newSimulation,
  newTally,
  type Outcome,
  outcomeOf,
  type Page,
  type PageState,
  pinFolio,
  primitiveFor,
  type Semantics,
  type Simulation,
  unpinFolio,
} from '../page/index.js';

/** The one folio that a path is about, at page 0 of a memory of its own. */
export interface Folio {
  readonly sim: Simulation;
  readonly page: Page;
  /** It has `2 ** order` pages as often as it is allocated. */
  readonly order: number;
}

/** A folio that the buddy has. */
export function newFolio(semantics: Semantics, order: number): Folio {
  const sim = newSimulation(semantics, undefined);
  return { sim, page: sim.memory.pages[0]!, order };
}

/** `page_ref_count()` as the semantics has it: a mark for frozen pages in the field reads as 0. */
export function countOf({ sim }: Folio): number {
  return countAt(sim, 0);
}

/** Who may touch the folio: a count of 0 belongs to one party, whatever the field holds. */
export function stateOf(folio: Folio): PageState {
  if (folio.page.state === 'free') return 'free';
  return countOf(folio) === 0 ? 'owned' : 'live';
}

/** Takes the folio from the buddy, with one reference or frozen. */
export function allocateFolio({ sim, order }: Folio, frozen: boolean): Outcome {
  return allocate(sim, order, { compound: true, frozen });
}

/** Gives the folio back to the buddy, which reports and leaks it when it has a count. */
export function freeFolio({ sim, order }: Folio): Outcome {
  const tally = newTally();
  freeUnref(sim, tally, 0, order);
  return outcomeOf(tally, [0]);
}

/** Calls a primitive on the folio. Nothing is freed by it: whoever drops the last reference is asked what he does then. */
export function call({ sim }: Folio, name: string, ...args: readonly number[]): Outcome {
  return sim.semantics.run(sim.memory, name, [0, ...args]);
}

/**
 * Takes `n` references by the function `api` where that is a primitive, else as `folio_get()` does. A try that is refused
 * takes none, and returns 0.
 */
export function take(folio: Folio, n: number, api = ''): Outcome {
  const { name, args } = primitiveFor(folio.sim.semantics, api, 'get', n);
  return call(folio, name, ...args);
}

/** Drops `n` references, likewise. `freed` says that the folio went back to the buddy, unless the path `keeps` it. */
export function drop(folio: Folio, n: number, api = '', keeps = false): Outcome {
  const { name, args } = primitiveFor(folio.sim.semantics, api, 'put', n);
  return afterPut(folio, call(folio, name, ...args), keeps);
}

/** Takes `n` pins, as `try_grab_folio()` does. */
export function pin({ sim }: Folio, n: number): Outcome {
  const tally = newTally();
  pinFolio(sim, tally, n);
  return outcomeOf(tally, [0]);
}

/** Drops `n` pins, as `gup_put_folio()` does. */
export function unpin(folio: Folio, n: number, keeps: boolean): Outcome {
  return afterPut(folio, unpinFolio(folio.sim, n), keeps);
}

/** A trace does not tell a put that frees from one that only tests: who does not go on with the page has freed it. */
function afterPut(folio: Folio, { ret, bugs }: Outcome, keeps: boolean): Outcome {
  if (countOf(folio) !== 0) return { ret, bugs, freed: false };
  if (keeps) {
    folio.page.state = 'owned';
    return { ret, bugs, freed: true };
  }
  const tally = freedByPrimitive(folio.sim, 0);
  folio.page.state = 'free';
  return { ret, bugs: [...bugs, ...tally.bugs], freed: true };
}
