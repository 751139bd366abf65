import { indentAt, insert, type Mutation, type Subject } from './site.js';
import { isInBlock, walk } from './walk.js';

/** A comment stands before a statement. */
export function addComment(subject: Subject): Mutation[] {
  return simpleStatements(subject).map((node) => ({
    line: node.line,
    edits: [insert(node.start, `/* As documented elsewhere. */\n${indentAt(subject.source, node.start)}`)],
  }));
}

/** A message is printed behind a statement. */
export function addPrint(subject: Subject): Mutation[] {
  return simpleStatements(subject).map((node) => ({
    line: node.line,
    edits: [insert(node.end, `\n${indentAt(subject.source, node.start)}pr_debug("%s: reached\\n", __func__);`)],
  }));
}

function simpleStatements({ syntax }: Subject) {
  const statements = walk(syntax.body).filter(({ node }) => node.type === 'expression_statement' && !node.mark);
  return statements.filter(isInBlock).flatMap(({ node }) => (node.children.length > 0 ? node : []));
}
