import { type Contract, clauseText } from '../analysis/index.js';
import type { BodyTold, ContractTold } from '../kernel/index.js';
import { printableJson } from '../text/index.js';
import { contractCounts, disagreements } from './contract.js';

/** What one function does to references, for programs: sentences as in the rules, each source with its place. */
export function renderContractJson(told: ContractTold): string {
  return jsonText(contractJson(told));
}

/** The contracts that their bodies contradict, and how many compare in which way. */
export function renderDisagreementsJson(all: readonly ContractTold[]): string {
  return jsonText({ contradicted: disagreements(all).map(contractJson), counts: contractCounts(all) });
}

function jsonText(value: object): string {
  return `${printableJson(JSON.stringify(value, null, 2))}\n`;
}

function contractJson({ name, version, declared, listed, body, agreement }: ContractTold) {
  return {
    function: name,
    ...(version === undefined ? {} : { kernel: version }),
    declared: declared.map(({ here, elsewhere }) => ({ ...source(here), elsewhere: sentences(elsewhere) })),
    listed: listed.map(({ in: list, pattern, where }) => ({ list, pattern, file: where.file, line: where.line })),
    ...(body && { inferred: bodyJson(body) }),
    ...(agreement && { agreement }),
  };
}

function bodyJson(body: BodyTold) {
  if (body.kind === 'read') {
    const { contract, sometimes, keeps } = body;
    return { ...source(contract), sometimes: sentences({ ...contract, clauses: sometimes }), keeps };
  }
  return { notRead: body.because, file: body.where.file, line: body.where.line };
}

function source(contract: Contract) {
  const { file, line } = contract.where;
  return { parameters: contract.params, sentences: sentences(contract), file, line };
}

function sentences({ clauses, params }: Contract): string[] {
  return clauses.map((clause) => clauseText(clause, params));
}
