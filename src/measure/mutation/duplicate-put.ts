import { putsOf } from './put.js';
import { indentAt, insert, type Mutation, type Subject } from './site.js';
import { isInBlock, sourceOf } from './walk.js';

/** A put is done twice. */
export function duplicatePut(subject: Subject): Mutation[] {
  return putsOf(subject)
    .filter(({ statement }) => isInBlock(statement))
    .map(({ statement: { node } }) => {
      const again = `\n${indentAt(subject.source, node.start)}${sourceOf(subject, node)}`;
      return { line: node.line, edits: [insert(node.end, again)] };
    });
}
