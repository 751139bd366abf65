import type { SyntaxNode } from '../../c/index.js';
import type { Subject } from './site.js';
import { field, type Placed, sourceOf, walk } from './walk.js';

/** A forward jump to a label of the outermost block, and what runs from there to the return. */
export interface ForwardGoto {
  readonly statement: Placed;
  /** The statements from the label on; the last one is the return, or the last of a void function. */
  readonly tail: readonly SyntaxNode[];
  /** Absent where the tail runs to the closing brace. */
  readonly exit?: SyntaxNode;
}

/** Forward gotos whose label leads straight to the end of the function. */
export function forwardGotos(subject: Subject): ForwardGoto[] {
  const { body } = subject.syntax;
  const gotos = walk(body).filter(({ node }) => node.type === 'goto_statement');
  return gotos.flatMap((statement) => {
    const label = sourceOf(subject, field(statement.node, 'label') ?? statement.node);
    const at = body.children.findIndex((child) => labelsOf(child, subject).includes(label));
    if (at < 0 || body.children[at]!.start < statement.node.start) return [];
    return { statement, ...tailFrom(body, at) };
  });
}

/** `out_put: out:` before one statement are two labels. */
function labelsOf(node: SyntaxNode, subject: Subject): string[] {
  if (node.type !== 'labeled_statement') return [];
  return [...node.children.flatMap((child) => labelsOf(child, subject)), sourceOf(subject, field(node, 'label')!)];
}

function tailFrom(body: SyntaxNode, at: number): Pick<ForwardGoto, 'tail' | 'exit'> {
  const end = body.children.findIndex((child, i) => i >= at && unlabelled(child).type === 'return_statement');
  if (end < 0) return { tail: body.children.slice(at) };
  return { tail: body.children.slice(at, end + 1), exit: unlabelled(body.children[end]!) };
}

/** The statement that a label stands before. */
export function unlabelled(node: SyntaxNode): SyntaxNode {
  const inner = node.type === 'labeled_statement' ? node.children.at(-1) : undefined;
  return inner && inner.field !== 'label' ? unlabelled(inner) : node;
}
