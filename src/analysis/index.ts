/**
 * The analysis: what every path through a function does to the references of pages and folios.
 *
 * In: a `FunctionIR` and the `Knowledge` of other functions' effects (declared in `rules/ownership/`, or inferred by
 * `infer` from bodies). Out: an `Exploration`, that is events and ends of concrete paths, each with the state at that
 * moment; `observe` reads claims off the ends, `witness` tells one path for the replay. It knows no rules: whether
 * something is a hazard is asked in the room `rules`.
 *
 *     const x = explore(head.lower(), knowledge, unit.line);
 *     observe(x).filter((o) => countSign(o.net) === 1 && !o.kept)   // references that nobody drops
 */
export { type Agreement, agreement } from './agreement.js';
export { type Assumption, assumptionText, type Unread } from './assumption.js';
export type { Context, Knowledge, Miss, RefEvent } from './context.js';
export type * from './contract.js';
export { addCounts, type Count, countOf, countSign, countText, isZeroCount, ZERO } from './count.js';
export { clausesFor } from './era.js';
export { type Exploration, explore, type PathEnd } from './explore.js';
export { ANY, IS_ZERO, NEGATIVE, POSITIVE, type Signs } from './facts.js';
export { infer } from './infer.js';
export { leadsToRoot, mayBeThere, type Observation, observe } from './observe.js';
export { type Effect, type Outcome, type Summary, summaryOf } from './outcome.js';
export { loadOwnership, type Ownership, readOwnership } from './ownership.js';
export { OwnershipError } from './ownership-error.js';
export type { ListedName } from './ownership-file.js';
export { clauseText, signatureText } from './sentence-text.js';
export { cleared } from './settle.js';
export type { Handed, History, RefState, State } from './state.js';
export { clausesOf } from './summary-clauses.js';
export type * from './trace.js';
export { rootOf } from './value.js';
export { signText, witness } from './witness.js';
export { writesOf } from './writes.js';
