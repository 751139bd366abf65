import { putsOf } from './put.js';
import { cut, type Edit, type Mutation, type Subject } from './site.js';
import { neighbour, type Placed } from './walk.js';

/** A put is forgotten. */
export function deletePut(subject: Subject): Mutation[] {
  return putsOf(subject).map(({ statement }) => ({
    line: statement.node.line,
    edits: [removal(statement, subject)],
  }));
}

/** Where C wants a statement, an empty one stays. */
function removal(statement: Placed, { source }: Subject): Edit {
  const { start, end } = statement.node;
  return mayGo(statement) ? cut(source, start, end) : { start, end, text: ';' };
}

function mayGo(statement: Placed): boolean {
  const { parent } = statement;
  if (parent?.node.type === 'compound_statement') return true;
  const next = neighbour(statement, 1);
  if (parent?.node.type === 'case_statement') return next !== undefined || neighbour(statement, -1)?.field !== 'value';
  const labelled = parent?.node.type === 'labeled_statement' ? neighbour(parent, 1) : undefined;
  return labelled !== undefined && labelled.type !== 'declaration';
}
