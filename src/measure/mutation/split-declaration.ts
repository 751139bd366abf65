import type { SyntaxNode } from '../../c/index.js';
import { indentAt, type Mutation, type Subject } from './site.js';
import { field, isVerbatim, type Placed, sourceOf, walk } from './walk.js';

/** `T x = e;` becomes a declaration and an assignment. */
export function splitDeclaration(subject: Subject): Mutation[] {
  return walk(subject.syntax.body).flatMap((placed) => split(placed, subject) ?? []);
}

function split({ node, parent }: Placed, subject: Subject): Mutation | undefined {
  if (node.type !== 'declaration' || node.mark || parent?.node.type !== 'compound_statement') return undefined;
  if (!isVerbatim(subject, node) || node.children.some(({ type }) => QUALIFIERS.has(type))) return undefined;
  const declarators = node.children.filter((child) => child.field === 'declarator');
  const [init] = declarators;
  if (declarators.length !== 1 || init?.type !== 'init_declarator') return undefined;
  const [declarator, value] = [field(init, 'declarator')!, field(init, 'value')!];
  const name = variable(declarator);
  if (!name || value.type === 'initializer_list') return undefined;
  const assignment = `${sourceOf(subject, name)} = ${sourceOf(subject, value)};`;
  const text = `;\n${indentAt(subject.source, node.start)}${assignment}`;
  return { line: node.line, edits: [{ start: declarator.end, end: node.end, text }] };
}

/** What is const or static must be initialised where it is declared; attributes may hang on the initial value. */
const QUALIFIERS: ReadonlySet<string> = new Set([
  'type_qualifier',
  'storage_class_specifier',
  'attribute_specifier',
  'macro_type_specifier',
]);

function variable(declarator: SyntaxNode): SyntaxNode | undefined {
  if (declarator.type === 'identifier') return declarator;
  const inner = declarator.type === 'pointer_declarator' ? field(declarator, 'declarator') : undefined;
  return inner && variable(inner);
}
