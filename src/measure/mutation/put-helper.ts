import { putsOf } from './put.js';
import { insert, type Mutation, type Subject } from './site.js';
import { sourceOf } from './walk.js';

/** A put moves into a new function of its own. */
export function putHelper(subject: Subject): Mutation[] {
  const { source, syntax } = subject;
  const helper = `${syntax.name}_drop`;
  const top = headStart(source, syntax.first.line);
  if (source.includes(helper)) return [];
  return putsOf(subject).flatMap(({ statement: { node }, callee, argument }) => {
    if (callee === 'folio_put_refs' || argument.type !== 'identifier') return [];
    const type = callee === 'folio_put' ? 'folio' : 'page';
    const definition = `static void ${helper}(struct ${type} *${type})\n{\n\t${callee}(${type});\n}\n\n`;
    const call = `${helper}(${sourceOf(subject, argument)});`;
    return {
      line: node.line,
      edits: [insert(top, definition), { start: node.start, end: node.end, text: call }],
    };
  });
}

/** Where the head's first line begins; a comment above it stays with the function. */
function headStart(source: string, line: number): number {
  const lines = source.split('\n');
  let first = line - 1;
  while (first > 0 && /\S/.test(lines[first - 1]!) && !/^[}#]/.test(lines[first - 1]!)) first--;
  return lines.slice(0, first).reduce((sum, text) => sum + text.length + 1, 0);
}
