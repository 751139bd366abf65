/**
 * What the kernel's other functions do to references.
 *
 * In: the declared contracts, the kernel's version, and the file under analysis. Out: the `Knowledge` that the
 * analysis asks at each call: a declared contract, else a summary inferred from the callee's body.
 *
 *     explore(fn, knowledgeOf({ ownership, version: '6.12', unit }), unit.line)
 */

export type { Unread } from './body.js';
export { type Called, type Caller, type CallerSource, type Callers, callersOf } from './callers.js';
export { type BodyTold, type ContractTold, type DeclaredContract, tellContract, tellContracts } from './contract.js';
export { type KnowledgeSource, knowledgeOf } from './knowledge.js';
export { type Keeping, type Library, openLibrary } from './library.js';
