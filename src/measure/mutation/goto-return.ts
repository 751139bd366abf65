import { forwardGotos } from './label.js';
import { hasPut } from './put.js';
import type { Mutation, Subject } from './site.js';
import { sourceOf } from './walk.js';

/** A jump to the cleanup becomes a return without it. */
export function gotoReturn(subject: Subject): Mutation[] {
  const isVoid = subject.syntax.returnType.trim() === 'void';
  return forwardGotos(subject).flatMap(({ statement: { node }, tail, exit }) => {
    if (!tail.some((part) => hasPut(part, subject)) || (!exit && !isVoid)) return [];
    const text = exit ? sourceOf(subject, exit) : 'return;';
    return { line: node.line, edits: [{ start: node.start, end: node.end, text }] };
  });
}
