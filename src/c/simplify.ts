import type { BinaryOp, Expr } from './ir.js';

/** `NULL`, `false`, `0`. */
export const ZERO: Expr = { kind: 'const', value: 0 };

/** `&of`; `&*p` is `p`. */
export function addressOf(of: Expr): Expr {
  return of.kind === 'deref' ? of.base : { kind: 'addressof', of };
}

/** `*base`; `*&x` is `x`. */
export function dereference(base: Expr): Expr {
  return base.kind === 'addressof' ? base.of : { kind: 'deref', base };
}

/** `base->name` or `base.name`, in the one spelling of `(*p).name` and `p->name`, of `(&x)->name` and `x.name`. */
export function fieldOfExpr(base: Expr, name: string, arrow: boolean): Expr {
  if (arrow && base.kind === 'addressof') return { kind: 'field', base: base.of, name, arrow: false };
  if (!arrow && base.kind === 'deref') return { kind: 'field', base: base.base, name, arrow: true };
  return { kind: 'field', base, name, arrow };
}

/** `op of`; the sign of a literal becomes part of it. */
export function unary(op: '-' | '~' | '!' | '+', of: Expr): Expr {
  if (of.kind === 'const' && op === '-') return { ...of, value: of.value === 0 ? 0 : -of.value };
  return of.kind === 'const' && op === '+' ? of : { kind: 'unary', op, of };
}

/** `(type)of`; a null pointer constant of any pointer type is 0. */
export function cast(type: string, of: Expr): Expr {
  return of.kind === 'const' && of.value === 0 && type.endsWith('*') ? ZERO : { kind: 'cast', type, of };
}

/** `left op right`. */
export function binary(op: BinaryOp, left: Expr, right: Expr): Expr {
  return { kind: 'binary', op, left, right };
}

/** True for a value that no later instruction can change. */
export function isSettled(expr: Expr): boolean {
  return expr.kind === 'const' || expr.kind === 'temp' || expr.kind === 'string';
}
