import { insert, type Mutation, type Subject } from './site.js';
import { field, sourceOf, walk } from './walk.js';

/** The condition of an `if` is said to be rare. */
export function wrapUnlikely(subject: Subject): Mutation[] {
  return walk(subject.syntax.body).flatMap(({ node }) => {
    const condition = node.type === 'if_statement' ? field(node, 'condition') : undefined;
    if (!condition || /likely|\n/.test(sourceOf(subject, condition))) return [];
    return {
      line: node.line,
      edits: [insert(condition.start + 1, 'unlikely('), insert(condition.end - 1, ')')],
    };
  });
}
