import type { Mutation, Subject } from './site.js';
import { field, sourceOf, walk } from './walk.js';

/** `if (c) { a } else { b }` becomes `if (!(c)) { b } else { a }`. */
export function invertIf(subject: Subject): Mutation[] {
  return walk(subject.syntax.body).flatMap(({ node, parent }) => {
    if (node.type !== 'if_statement' || parent?.node.type === 'else_clause') return [];
    const [condition, yes] = [field(node, 'condition')!, field(node, 'consequence')!];
    const no = field(node, 'alternative')?.children[0];
    if (yes.type !== 'compound_statement' || no?.type !== 'compound_statement') return [];
    return {
      line: node.line,
      edits: [
        { start: condition.start, end: condition.end, text: `(!${sourceOf(subject, condition)})` },
        { start: yes.start, end: yes.end, text: sourceOf(subject, no) },
        { start: no.start, end: no.end, text: sourceOf(subject, yes) },
      ],
    };
  });
}
