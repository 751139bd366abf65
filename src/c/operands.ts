import type { Expr } from './ir.js';

/** The expressions directly inside an expression, in the order of the source. */
export function operandsOf(e: Expr): readonly Expr[] {
  switch (e.kind) {
    case 'field':
    case 'deref':
      return [e.base];
    case 'index':
      return [e.base, e.index];
    case 'addressof':
    case 'unary':
    case 'cast':
      return [e.of];
    case 'binary':
      return [e.left, e.right];
    case 'opaque':
      return e.parts;
    case 'const':
    case 'string':
    case 'name':
    case 'temp':
      return [];
  }
}
