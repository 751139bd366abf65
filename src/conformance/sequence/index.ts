/**
 * Conformance of the reference primitives. Two semantics come in, before and after a patch; what goes out is the rules
 * of the contract that hold before and are broken after, each with a shortest sequence of calls that shows it.
 *
 *     conformance(violations(before), violations(after))[0].steps.map(({ text }) => text)   // ['init_page_count(page)', 'page_ref_inc(page)']
 */
export { type Check, conformance, type Primitives, violations } from './conformance.js';
export type { Owner, Revival } from './revival.js';
export { RULES, type Rule, type RuleName } from './rules.js';
export type { SequenceStep, Violation } from './violation.js';
