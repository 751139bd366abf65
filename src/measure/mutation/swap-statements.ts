import type { SyntaxNode } from '../../c/index.js';
import type { Mutation, Subject } from './site.js';
import { field, has, isVerbatim, names, neighbour, sourceOf, walk } from './walk.js';

/** Two assignments that do not know of each other change places. */
export function swapStatements(subject: Subject): Mutation[] {
  return walk(subject.syntax.body).flatMap((placed) => {
    const first = placed.node;
    const second = neighbour(placed, 1);
    if (placed.parent?.node.type !== 'compound_statement' || !second || !independent(first, second, subject)) return [];
    return {
      line: first.line,
      edits: [
        { start: first.start, end: first.end, text: sourceOf(subject, second) },
        { start: second.start, end: second.end, text: sourceOf(subject, first) },
      ],
    };
  });
}

function independent(first: SyntaxNode, second: SyntaxNode, subject: Subject): boolean {
  const [a, b] = [assignment(first, subject), assignment(second, subject)];
  if (!a || !b || (a.throughMemory && b.throughMemory)) return false;
  const [one, other] = [names(first, subject), names(second, subject)];
  return !other.has(a.target) && !one.has(b.target);
}

interface Assignment {
  /** The variable on the left, or the one that leads to what is assigned. */
  readonly target: string;
  /** Two pointers may lead to the same memory. */
  readonly throughMemory: boolean;
}

/** An assignment without calls and without side effects on the right. */
function assignment(statement: SyntaxNode, subject: Subject): Assignment | undefined {
  const [expression] = statement.children;
  if (statement.type !== 'expression_statement' || expression?.type !== 'assignment_expression') return undefined;
  if (!isVerbatim(subject, statement) || field(expression, 'operator')?.type !== '=') return undefined;
  const right = field(expression, 'right')!;
  if (has(expression, 'call_expression', 'update_expression') || has(right, 'assignment_expression')) return undefined;
  const [target] = names(field(expression, 'left')!, subject);
  return target === undefined ? undefined : { target, throughMemory: has(expression, ...MEMORY) };
}

const MEMORY = ['field_expression', 'pointer_expression', 'subscript_expression'];
