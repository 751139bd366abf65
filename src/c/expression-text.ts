import type { Expr } from './ir.js';

/** C's binding strength: a part that binds more loosely than its surroundings is put in parentheses. */
const BINDING: Readonly<Record<string, number>> = {
  '*': 10,
  '/': 10,
  '%': 10,
  '+': 9,
  '-': 9,
  '<<': 8,
  '>>': 8,
  '<': 7,
  '<=': 7,
  '>': 7,
  '>=': 7,
  '==': 6,
  '!=': 6,
  '&': 5,
  '^': 4,
  '|': 3,
};
const UNARY = 11;
const POSTFIX = 12;

/** C-like text of an expression, for messages and snapshots; a temp is `t3`, a string `"…"`. */
export function expressionText(expr: Expr): string {
  return render(expr, 0);
}

function render(expr: Expr, surroundings: number): string {
  const text = unparenthesised(expr);
  return bindingOf(expr) < surroundings ? `(${text})` : text;
}

function unparenthesised(expr: Expr): string {
  switch (expr.kind) {
    case 'const':
      return String(expr.value);
    case 'string':
      return '"…"';
    case 'name':
      return expr.name;
    case 'temp':
      return `t${expr.id}`;
    case 'field':
      return `${render(expr.base, POSTFIX)}${expr.arrow ? '->' : '.'}${expr.name}`;
    case 'index':
      return `${render(expr.base, POSTFIX)}[${expressionText(expr.index)}]`;
    case 'deref':
      return `*${render(expr.base, UNARY)}`;
    case 'addressof':
      return `&${render(expr.of, UNARY)}`;
    case 'unary':
      return `${expr.op}${render(expr.of, UNARY)}`;
    case 'binary':
      return binaryText(expr);
    case 'cast':
      return `(${expr.type})${render(expr.of, UNARY)}`;
    case 'opaque':
      return expr.parts.length > 0 ? `${expr.text}[${expr.parts.map(expressionText).join(', ')}]` : expr.text;
  }
}

function binaryText(expr: Extract<Expr, { kind: 'binary' }>): string {
  const strength = BINDING[expr.op]!;
  return `${render(expr.left, strength)} ${expr.op} ${render(expr.right, strength + 1)}`;
}

function bindingOf(expr: Expr): number {
  switch (expr.kind) {
    case 'binary':
      return BINDING[expr.op]!;
    case 'const':
      return expr.value < 0 ? UNARY : POSTFIX;
    case 'deref':
    case 'addressof':
    case 'unary':
    case 'cast':
      return UNARY;
    default:
      return POSTFIX;
  }
}
