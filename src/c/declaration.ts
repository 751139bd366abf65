import type { SyntaxNode } from './ast.js';
import { lowerValue } from './expression.js';
import { withCleanup, withLocal } from './scope.js';
import { fieldOf, type LoweringState, locOf, requiredField, textOf } from './state.js';
import { typeText } from './type-text.js';

/**
 * Emits the locals of a declaration with their initialisers, and registers the cleanup of `__free()`. A static local is
 * initialised before the program runs; prototypes, typedefs and `extern` declare nothing here.
 */
export function lowerDeclaration(state: LoweringState, node: SyntaxNode): void {
  const storage = node.children
    .filter((child) => child.type === 'storage_class_specifier')
    .map((child) => textOf(state, child));
  if (storage.includes('extern') || storage.includes('typedef')) return;
  const isStatic = storage.includes('static');
  const base = baseType(state, node);
  for (const declarator of node.children) {
    if (declarator.field === 'declarator') lowerDeclarator(state, declarator, base, isStatic, node);
  }
}

/** Brings a local into scope. */
export function declareVariable(state: LoweringState, name: string, type: string, node: SyntaxNode): void {
  const depth = state.nesting;
  if ((state.locals.get(name)?.depth ?? 0) <= depth) state.locals.set(name, { type, depth });
  state.cfg.emit({ kind: 'declare', name, type, loc: locOf(node) });
  state.scope = withLocal(state.scope, name);
}

function lowerDeclarator(
  state: LoweringState,
  item: SyntaxNode,
  base: string,
  isStatic: boolean,
  declaration: SyntaxNode,
): void {
  const declarator = item.type === 'init_declarator' ? requiredField(item, 'declarator') : item;
  const name = declaredName(declarator);
  if (!name || isPrototype(declarator)) return;
  const variable = textOf(state, name);
  const outer = state.scope;
  declareVariable(state, variable, declaredType(state, declarator, name, base), name);
  if (isStatic) {
    state.scope = outer;
    return;
  }
  const value = item === declarator ? undefined : fieldOf(item, 'value');
  if (value) {
    const target = { kind: 'name', name: variable } as const;
    state.cfg.emit({ kind: 'assign', target, value: lowerValue(state, value), loc: locOf(name) });
  }
  if (declaration.mark?.kind === 'cleanup') {
    const cleanup = { callee: declaration.mark.function, args: [{ kind: 'name', name: variable } as const] };
    state.scope = withCleanup(state.scope, cleanup);
  }
}

/** `const struct folio` of `static const struct folio *a, **b`; of a struct with a body only its name. */
function baseType(state: LoweringState, node: SyntaxNode): string {
  const words = node.children.flatMap((child) => {
    if (child.field !== 'type') return child.type === 'type_qualifier' ? [textOf(state, child)] : [];
    const body = fieldOf(child, 'body');
    return [body ? state.syntax.text.slice(child.start, body.start) : textOf(state, child)];
  });
  return words.join(' ');
}

/** The identifier inside a declarator; undefined for a broken one. */
function declaredName(declarator: SyntaxNode): SyntaxNode | undefined {
  for (let node: SyntaxNode | undefined = declarator; node; node = innerDeclarator(node)) {
    if (node.type === 'identifier') return node;
  }
  return undefined;
}

function innerDeclarator(node: SyntaxNode): SyntaxNode | undefined {
  return (
    fieldOf(node, 'declarator') ??
    node.children.find((child) => child.type.endsWith('declarator') || child.type === 'identifier')
  );
}

function isPrototype(declarator: SyntaxNode): boolean {
  const inner = innerDeclarator(declarator);
  if (declarator.type === 'function_declarator' && inner?.type === 'identifier') return true;
  return inner !== undefined && declarator.type !== 'parenthesized_declarator' && isPrototype(inner);
}

function declaredType(state: LoweringState, declarator: SyntaxNode, name: SyntaxNode, base: string): string {
  const { text } = state.syntax;
  const shape = `${text.slice(declarator.start, name.start)} ${text.slice(name.end, declarator.end)}`;
  return typeText(`${base} ${shape}`);
}
