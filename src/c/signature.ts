import type { SyntaxNode } from './ast.js';
import type { Parameter } from './ir.js';
import { SPECIFIER_WORDS } from './mask/keywords.js';

/** What a function's head says. */
export interface Signature {
  readonly static: boolean;
  readonly returnType: string;
  readonly params: readonly Parameter[];
  readonly body: SyntaxNode;
}

/** Reads the head of a `function_definition`; `text` is what the node's offsets point into. */
export function signatureOf(definition: SyntaxNode, text: string): Signature {
  const declarator = child(definition, 'declarator')!;
  const list = parameterList(declarator);
  const name = innermost(declarator);
  const specifiers = words(text.slice(definition.start, name.start));
  return {
    static: specifiers.includes('static'),
    returnType: tidy(specifiers.filter((word) => !SPECIFIER_WORDS.has(word) || word === 'const').join(' ')),
    params: (list?.children ?? [])
      .filter(({ type }) => type === 'parameter_declaration')
      .map((p) => parameter(p, text)),
    body: child(definition, 'body')!,
  };
}

function child(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((candidate) => candidate.field === field);
}

/** The list that belongs to the name itself: in `int (*f(int a))(void)` the inner one. */
function parameterList(declarator: SyntaxNode): SyntaxNode | undefined {
  const inner = child(declarator, 'declarator') ?? declarator.children.find(({ type }) => type.endsWith('_declarator'));
  const deeper = inner === undefined ? undefined : parameterList(inner);
  return deeper ?? child(declarator, 'parameters');
}

/** The identifier that a declarator declares, or the declarator itself where it is abstract. */
function innermost(declarator: SyntaxNode): SyntaxNode {
  const inner =
    child(declarator, 'declarator') ??
    (declarator.type === 'parenthesized_declarator' ? declarator.children[0] : undefined);
  return inner === undefined ? declarator : innermost(inner);
}

/** The type is the declaration without the name, as the reader would write it for a cast. */
function parameter(declaration: SyntaxNode, text: string): Parameter {
  const declarator = child(declaration, 'declarator');
  const name = declarator === undefined ? undefined : innermost(declarator);
  if (name?.type !== 'identifier') return { name: '', type: tidy(text.slice(declaration.start, declaration.end)) };
  const type = `${text.slice(declaration.start, name.start)}${text.slice(name.end, declaration.end)}`;
  return { name: text.slice(name.start, name.end), type: tidy(type) };
}

function words(text: string): readonly string[] {
  return text.match(/\w+|[^\s\w]/g) ?? [];
}

/** One space between words, none between stars. */
function tidy(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\*\s+(?=\*)/g, '*')
    .replace(/(\w)\*/g, '$1 *');
}
