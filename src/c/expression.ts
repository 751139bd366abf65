import { lowerAssignment, lowerUpdate } from './assign.js';
import type { SyntaxNode } from './ast.js';
import { lowerChoice, lowerChoiceEffect, lowerTruth } from './branch.js';
import { lowerCall } from './call.js';
import type { BinaryOp, Expr } from './ir.js';
import { charLiteral, literalType, numberLiteral } from './literal.js';
import { addressOf, binary, cast, dereference, fieldOfExpr, unary, ZERO } from './simplify.js';
import { fieldOf, type LoweringState, nested, requiredField, textOf } from './state.js';
import { lowerStatementExpression } from './statement.js';
import { typeText } from './type-text.js';

/**
 * Emits the side effects of an expression in evaluation order (left to right where C leaves it open) and returns its value,
 * which has none. Throws a LoweringError where the nesting is too deep.
 */
export function lowerValue(state: LoweringState, node: SyntaxNode): Expr {
  return nested(state, node, () => lowerByType(state, node));
}

/** Emits the side effects of an expression whose value is thrown away. */
export function lowerEffect(state: LoweringState, node: SyntaxNode): void {
  nested(state, node, () => effectOf(state, node));
}

function effectOf(state: LoweringState, node: SyntaxNode): void {
  switch (node.type) {
    case 'parenthesized_expression':
      effectInside(state, node);
      break;
    case 'call_expression':
      lowerCall(state, node, false);
      break;
    case 'cast_expression':
      lowerEffect(state, requiredField(node, 'value'));
      break;
    case 'comma_expression':
      lowerEffect(state, requiredField(node, 'left'));
      lowerEffect(state, requiredField(node, 'right'));
      break;
    case 'update_expression':
      lowerUpdate(state, node, false);
      break;
    case 'conditional_expression':
    case 'binary_expression':
      lowerChoiceEffect(state, node);
      break;
    default:
      lowerValue(state, node);
  }
}

function effectInside(state: LoweringState, node: SyntaxNode): void {
  const [inner] = node.children;
  if (inner?.type === 'compound_statement') lowerStatementExpression(state, inner, false);
  else if (inner) lowerEffect(state, inner);
}

function lowerByType(state: LoweringState, node: SyntaxNode): Expr {
  switch (node.type) {
    case 'parenthesized_expression':
    case 'extension_expression':
      return parenthesised(state, node);
    case 'call_expression':
      return lowerCall(state, node, true);
    case 'assignment_expression':
      return lowerAssignment(state, node);
    case 'update_expression':
      return lowerUpdate(state, node, true);
    case 'conditional_expression':
      return lowerChoice(state, node);
    case 'binary_expression':
      return binaryValue(state, node);
    case 'comma_expression':
      lowerEffect(state, requiredField(node, 'left'));
      return lowerValue(state, requiredField(node, 'right'));
    case 'initializer_list':
      return opaqueList(state, '{}', node);
    case 'compound_literal_expression':
      return opaqueList(state, `(${textOf(state, requiredField(node, 'type'))}){}`, requiredField(node, 'value'));
    case 'cast_expression':
      return cast(
        typeText(textOf(state, requiredField(node, 'type'))),
        lowerValue(state, requiredField(node, 'value')),
      );
    default:
      return accessPath(state, node);
  }
}

function parenthesised(state: LoweringState, node: SyntaxNode): Expr {
  const [inner] = node.children;
  if (!inner) return opaque(state, node);
  return inner.type === 'compound_statement' ? lowerStatementExpression(state, inner, true) : lowerValue(state, inner);
}

function binaryValue(state: LoweringState, node: SyntaxNode): Expr {
  const op = requiredField(node, 'operator').type;
  if (op === '&&' || op === '||') return lowerTruth(state, node);
  const left = lowerValue(state, requiredField(node, 'left'));
  return binary(op as BinaryOp, left, lowerValue(state, requiredField(node, 'right')));
}

function accessPath(state: LoweringState, node: SyntaxNode): Expr {
  switch (node.type) {
    case 'field_expression': {
      const base = lowerValue(state, requiredField(node, 'argument'));
      const arrow = requiredField(node, 'operator').type === '->';
      return fieldOfExpr(base, textOf(state, requiredField(node, 'field')), arrow);
    }
    case 'subscript_expression': {
      const base = lowerValue(state, requiredField(node, 'argument'));
      return { kind: 'index', base, index: lowerValue(state, requiredField(node, 'index')) };
    }
    case 'pointer_expression':
      return pointer(state, node);
    case 'unary_expression': {
      const op = requiredField(node, 'operator').type as '-' | '~' | '!' | '+';
      return unary(op, lowerValue(state, requiredField(node, 'argument')));
    }
    default:
      return leaf(state, node);
  }
}

function pointer(state: LoweringState, node: SyntaxNode): Expr {
  const argument = requiredField(node, 'argument');
  if (requiredField(node, 'operator').type === '*') return dereference(lowerValue(state, argument));
  // GNU `&&label` reads as the address of an address, which C has not.
  const isLabel = argument.type === 'pointer_expression' && fieldOf(argument, 'operator')?.type === '&';
  return isLabel ? opaque(state, node) : addressOf(lowerValue(state, argument));
}

function leaf(state: LoweringState, node: SyntaxNode): Expr {
  switch (node.type) {
    case 'identifier':
      return { kind: 'name', name: textOf(state, node) };
    case 'number_literal':
      return numberOf(textOf(state, node));
    case 'char_literal':
      return { kind: 'const', value: charLiteral(textOf(state, node)) };
    case 'string_literal':
    case 'concatenated_string':
      return { kind: 'string' };
    case 'null':
    case 'false':
      return ZERO;
    case 'true':
      return { kind: 'const', value: 1 };
    case 'cut':
      return { kind: 'opaque', text: '…', parts: [] };
    default:
      return opaque(state, node);
  }
}

function numberOf(text: string): Expr {
  const type = literalType(text);
  return { kind: 'const', value: numberLiteral(text), ...(type && { type }) };
}

/** What is not tracked and not evaluated: `sizeof`, `offsetof`, a type as macro argument. */
export function opaque(state: LoweringState, node: SyntaxNode): Expr {
  return { kind: 'opaque', text: textOf(state, node), parts: [] };
}

function opaqueList(state: LoweringState, text: string, list: SyntaxNode): Expr {
  return { kind: 'opaque', text, parts: initialValues(state, list) };
}

function initialValues(state: LoweringState, list: SyntaxNode): Expr[] {
  return list.children.flatMap((item) => {
    const value = item.type === 'initializer_pair' ? fieldOf(item, 'value') : item;
    if (!value) return [];
    return value.type === 'initializer_list'
      ? nested(state, value, () => initialValues(state, value))
      : [lowerValue(state, value)];
  });
}
