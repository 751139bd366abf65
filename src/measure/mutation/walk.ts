import type { SyntaxNode } from '../../c/index.js';
import type { Subject } from './site.js';

/** A node that knows where it hangs. */
export interface Placed {
  readonly node: SyntaxNode;
  readonly parent?: Placed;
  /** Among the children of the parent. */
  readonly index: number;
}

/** A node and all nodes below it, in the order of the source. */
export function walk(node: SyntaxNode): Placed[] {
  const all: Placed[] = [];
  const visit = (placed: Placed): void => {
    all.push(placed);
    placed.node.children.forEach((child, index) => {
      visit({ node: child, parent: placed, index });
    });
  };
  visit({ node, index: 0 });
  return all;
}

/** The child in a tree-sitter field. */
export function field(node: SyntaxNode, name: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === name);
}

/** What the file says where a node is, unmasked. */
export function sourceOf({ source }: Subject, node: SyntaxNode): string {
  return source.slice(node.start, node.end);
}

/** True where masking hid nothing of the node: what the tree says is what the source says. */
export function isVerbatim({ source, syntax }: Subject, { start, end }: SyntaxNode): boolean {
  return source.slice(start, end) === syntax.text.slice(start, end);
}

/** Statements may be put in front of and behind it: it is not the only body of an `if` or a loop. */
export function isInBlock({ parent }: Placed): boolean {
  if (parent?.node.type === 'labeled_statement') return isInBlock(parent);
  return parent?.node.type === 'compound_statement' || parent?.node.type === 'case_statement';
}

/** The statement before or behind in the same block. */
export function neighbour({ parent, index }: Placed, step: 1 | -1): SyntaxNode | undefined {
  return parent?.node.children[index + step];
}

/** The identifiers of an expression, fields and types not among them. */
export function names(node: SyntaxNode, { syntax }: Subject): ReadonlySet<string> {
  const identifiers = walk(node).filter((placed) => placed.node.type === 'identifier');
  return new Set(identifiers.map((placed) => syntax.text.slice(placed.node.start, placed.node.end)));
}

/** True when a node, or one below it, is of one of the types. */
export function has(node: SyntaxNode, ...types: readonly string[]): boolean {
  return walk(node).some((placed) => types.includes(placed.node.type));
}
