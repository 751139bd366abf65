import type { Clause, Condition, Contract } from './contract.js';
import { termsText } from './sentence-count.js';
import { wrap } from './sentence-words.js';

/** A contract in one line, as in rules/ownership: `folio_put_refs(folio, refs): puts folio times refs`. */
export function contractText(contract: Contract): string {
  return `${signatureText(contract)}: ${sentencesText(contract)}`;
}

/** The function with its parameter names: `folio_put_refs(folio, refs)`. */
export function signatureText({ name, params }: Contract): string {
  return `${name}(${params.join(', ')})`;
}

/** The clauses alone, joined by `;`; `nothing` when there is none. `parseContract` reads them back to equal clauses. */
export function sentencesText({ clauses, params }: Contract): string {
  return clauses.length === 0 ? 'nothing' : clauses.map((c) => clauseText(c, params)).join('; ');
}

/** One clause: `puts folio times refs when release is true since v6.10`. */
export function clauseText(clause: Clause, params: readonly string[]): string {
  const [verb, preposition] = clause.verb.split('-');
  const times = termsText(clause.times, params);
  const parts = [verb, clause.object];
  if (clause.holder) parts.push(preposition ?? 'from', clause.holder);
  if (times !== '1') parts.push('times', times);
  parts.push(...conditionWords(clause.conditions));
  if (clause.since) parts.push('since', `v${clause.since}`);
  if (clause.before) parts.push('before', `v${clause.before}`);
  return parts.join(' ');
}

/** `when a and b unless c or d`, in the order of the conditions. */
function conditionWords(conditions: readonly Condition[]): string[] {
  return conditions.flatMap((c, i) => {
    const goesOn = i > 0 && conditions[i - 1]!.negated === c.negated;
    const joint = c.negated ? (goesOn ? 'or' : 'unless') : goesOn ? 'and' : 'when';
    return [joint, testText(c)];
  });
}

function testText(c: Condition): string {
  if (c.on === 'argument') return `${c.name} ${c.relation} ${wrap(c.value)}`;
  return typeof c.test === 'number' ? `result is ${c.test}` : c.test;
}
