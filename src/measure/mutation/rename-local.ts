import { insert, type Mutation, type Subject } from './site.js';
import { type Placed, sourceOf, walk } from './walk.js';

/** A local gets another name, wherever it is named. */
export function renameLocal(subject: Subject): Mutation[] {
  const { syntax, source } = subject;
  const placed = walk(syntax.body);
  const declared = placed.filter(isDeclaredName).map(({ node }) => sourceOf(subject, node));
  const params = new Set(syntax.params.map(({ name }) => name));
  const body = source.slice(syntax.body.start, syntax.body.end);
  return [...new Set(declared)].flatMap((name) => {
    if (params.has(name) || source.includes(`${name}_loc`)) return [];
    const named = placed.filter(({ node }) => node.children.length === 0 && sourceOf(subject, node) === name);
    const uses = named.filter(({ node }) => node.type === 'identifier');
    if (named.length !== occurrences(body, name)) return [];
    return { line: uses[0]!.node.line, edits: uses.map(({ node }) => insert(node.end, '_loc')) };
  });
}

function isDeclaredName({ node, parent }: Placed): boolean {
  if (node.type !== 'identifier' || node.field !== 'declarator') return false;
  let up = parent;
  while (up?.node.type === 'pointer_declarator' || up?.node.type === 'init_declarator') up = up.parent;
  return up?.node.type === 'declaration';
}

/** More than the tree has: in a comment, in a masked macro or in the other arm of an `#ifdef`. */
function occurrences(body: string, name: string): number {
  return body.split(/\W+/).filter((word) => word === name).length;
}
