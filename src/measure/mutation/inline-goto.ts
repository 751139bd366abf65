import type { SyntaxNode } from '../../c/index.js';
import { type ForwardGoto, forwardGotos, unlabelled } from './label.js';
import { type Edit, indentAt, type Mutation, type Subject } from './site.js';
import { has, isInBlock, isVerbatim } from './walk.js';

/** The cleanup behind a label is copied in place of the jump to it. */
export function inlineGoto(subject: Subject): Mutation[] {
  return forwardGotos(subject).flatMap((jump) => {
    const { node } = jump.statement;
    if (!jump.exit || !mayBeCopied(jump, subject)) return [];
    const indent = indentAt(subject.source, node.start);
    const copied = cleanup(jump, subject).map((line) => indent + line);
    const outer = indent.slice(1);
    const text = isInBlock(jump.statement) ? copied : [`${outer}{`, ...copied, `${outer}}`];
    return { line: node.line, edits: [replaceLine(subject, node, text.join('\n'))] };
  });
}

/** With the indent, where nothing else stands before the node. */
function replaceLine({ source }: Subject, { start, end }: SyntaxNode, text: string): Edit {
  const indent = indentAt(source, start);
  const alone = source.lastIndexOf('\n', start - 1) + 1 + indent.length === start;
  return alone ? { start: start - indent.length, end, text } : { start, end, text: text.trimStart() };
}

const MOST_LINES = 16;

/** Labels, cases and declarations may stand in a function once. */
function mayBeCopied({ tail }: ForwardGoto, subject: Subject): boolean {
  const [first, last] = [tail[0]!, tail.at(-1)!];
  const text = subject.source.slice(first.start, last.end);
  if (/#/.test(text) || text.split('\n').length > MOST_LINES) return false;
  const statements = tail.map(unlabelled);
  const plain = statements.every((s) => !has(s, 'goto_statement', 'labeled_statement', 'declaration'));
  return plain && statements.every((s) => isVerbatim(subject, s));
}

/** The lines of the statements without the indent of the outermost block. */
function cleanup({ tail }: ForwardGoto, { source }: Subject): string[] {
  const statements = tail.map(unlabelled).map(({ start, end }) => source.slice(start, end));
  return statements.flatMap((text) => text.split('\n').map((line, i) => (i === 0 ? line : line.replace(/^\t/, ''))));
}
