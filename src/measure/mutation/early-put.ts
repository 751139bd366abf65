import type { SyntaxNode } from '../../c/index.js';
import { type Put, putsOf } from './put.js';
import { cut, indentAt, insert, type Mutation, type Subject } from './site.js';
import { field, names, neighbour, sourceOf } from './walk.js';

/** A put moves in front of the statement that still uses the object. */
export function earlyPut(subject: Subject): Mutation[] {
  return putsOf(subject).flatMap((put) => {
    const { node } = put.statement;
    const use = neighbour(put.statement, -1);
    if (!use || !uses(use, put, subject)) return [];
    const moved = `${sourceOf(subject, node)}\n${indentAt(subject.source, use.start)}`;
    return { line: node.line, edits: [insert(use.start, moved), cut(subject.source, node.start, node.end)] };
  });
}

function uses(statement: SyntaxNode, { argument }: Put, subject: Subject): boolean {
  const [root] = names(argument, subject);
  if (statement.type !== 'expression_statement' || root === undefined) return false;
  return names(statement, subject).has(root) && !sets(statement, root, subject);
}

/** The assignment that gives the variable its value. */
function sets(statement: SyntaxNode, root: string, subject: Subject): boolean {
  const [expression] = statement.children;
  const left = expression?.type === 'assignment_expression' ? field(expression, 'left') : undefined;
  return left !== undefined && sourceOf(subject, left) === root;
}
