import type { SyntaxNode } from '../../c/index.js';
import type { Subject } from './site.js';
import { field, isVerbatim, type Placed, walk } from './walk.js';

/** A statement that drops references: `folio_put(folio);`. */
export interface Put {
  readonly statement: Placed;
  readonly callee: string;
  readonly argument: SyntaxNode;
}

const PUTS: ReadonlySet<string> = new Set(['folio_put', 'put_page', 'folio_put_refs']);

/** The puts of a function that are statements of their own. */
export function putsOf(subject: Subject): Put[] {
  return walk(subject.syntax.body).flatMap((placed) => putOf(placed, subject) ?? []);
}

/** Does any statement below this node put? */
export function hasPut(node: SyntaxNode, subject: Subject): boolean {
  return walk(node).some((placed) => putOf(placed, subject) !== undefined);
}

function putOf(statement: Placed, subject: Subject): Put | undefined {
  if (statement.node.type !== 'expression_statement' || !isVerbatim(subject, statement.node)) return undefined;
  const call = statement.node.children[0];
  const callee = call?.type === 'call_expression' ? field(call, 'function') : undefined;
  const argument = call && field(call, 'arguments')?.children[0];
  if (!callee || !argument) return undefined;
  const name = subject.source.slice(callee.start, callee.end);
  return PUTS.has(name) ? { statement, callee: name, argument } : undefined;
}
