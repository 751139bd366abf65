import type { SyntaxNode } from './ast.js';
import { lowerValue } from './expression.js';
import type { BinaryOp, Expr, Loc } from './ir.js';
import { binary, isSettled } from './simplify.js';
import { type LoweringState, locOf, requiredField } from './state.js';

/** Emits `a = b` or `a op= b` and returns the value of the expression. */
export function lowerAssignment(state: LoweringState, node: SyntaxNode): Expr {
  const op = requiredField(node, 'operator').type.slice(0, -1);
  const target = lowerValue(state, requiredField(node, 'left'));
  const right = lowerValue(state, requiredField(node, 'right'));
  const value = op === '' ? right : binary(op as BinaryOp, target, right);
  state.cfg.emit({ kind: 'assign', target, value, loc: locOf(node) });
  return target.kind !== 'name' && isSettled(value) ? value : target;
}

/** Emits `++x`, `x--` and so on; the old value of the postfix form is kept in a temp where it is `used`. */
export function lowerUpdate(state: LoweringState, node: SyntaxNode, used: boolean): Expr {
  const operator = requiredField(node, 'operator');
  const argument = requiredField(node, 'argument');
  const target = lowerValue(state, argument);
  const old = used && operator.start > argument.start ? capture(state, target, locOf(node)) : target;
  const op = operator.type === '++' ? '+' : '-';
  const value = binary(op, old, { kind: 'const', value: 1 });
  state.cfg.emit({ kind: 'assign', target, value, loc: locOf(node) });
  return old;
}

/** A value that later instructions cannot change: a constant or a temp, which is defined here when need be. */
export function capture(state: LoweringState, value: Expr, loc: Loc): Expr {
  if (isSettled(value)) return value;
  const temp = state.cfg.newTemp();
  state.cfg.emit({ kind: 'define', temp, value, loc });
  return { kind: 'temp', id: temp };
}
