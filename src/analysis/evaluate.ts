import type { Expr, Loc } from '../c/index.js';
import { use } from './claim.js';
import type { Context } from './context.js';
import { isComparison } from './facts.js';
import { load, type State } from './state.js';
import { address, int, objectOf, operation, symbol, type Value } from './value.js';

/** The value of an expression; accesses through a pointer to a dropped page are emitted as uses. */
export function evaluate(ctx: Context, s: State, e: Expr, loc: Loc): Value {
  switch (e.kind) {
    case 'const':
      return int(e.value);
    case 'temp':
      return s.cells.get(tempCell(e.id)) ?? symbol(`$${e.id}`, { kind: 'unknown' });
    case 'name':
      return nameValue(ctx, s, e.name);
    case 'field':
    case 'index':
    case 'deref':
      return load(s, access(ctx, s, e, loc));
    case 'addressof':
      return addressOf(ctx, s, e.of, loc);
    case 'cast':
      return evaluate(ctx, s, e.of, loc);
    case 'unary':
      return unary(ctx, s, e, loc);
    case 'binary':
      return binary(ctx, s, e, loc);
    case 'string':
      return symbol('""', { kind: 'unknown' });
    case 'opaque':
      return opaque(ctx, s, e, loc);
  }
}

/** The cell of a temp. */
export function tempCell(id: number): string {
  return `$${id}`;
}

/** The cell that an lvalue names; the pointer it goes through is used by that. */
export function cellOf(ctx: Context, s: State, e: Expr, loc: Loc): string {
  return e.kind === 'name' ? e.name : access(ctx, s, e, loc);
}

function access(ctx: Context, s: State, e: Expr, loc: Loc): string {
  switch (e.kind) {
    case 'field':
      return e.arrow ? fieldOf(pointer(ctx, s, e.base, loc), e.name) : `${cellOf(ctx, s, e.base, loc)}.${e.name}`;
    case 'deref':
      return pointee(pointer(ctx, s, e.base, loc));
    case 'index': {
      const index = evaluate(ctx, s, e.index, loc);
      return elementOf(evaluate(ctx, s, e.base, loc), index);
    }
    case 'cast':
      return access(ctx, s, e.of, loc);
    default:
      return evaluate(ctx, s, e, loc).key;
  }
}

function pointer(ctx: Context, s: State, base: Expr, loc: Loc): Value {
  const value = evaluate(ctx, s, base, loc);
  use(ctx, s, value, loc, '');
  return value;
}

/** The cell behind a pointer. */
export function pointee(v: Value): string {
  return v.kind === 'address' ? v.cell : `*${objectOf(v).key}`;
}

/** The cell of a field behind a pointer. */
export function fieldOf(v: Value, name: string): string {
  return v.kind === 'address' ? `${v.cell}.${name}` : `${objectOf(v).key}->${name}`;
}

/** The cell of an element; `(pages + done)[i]` is `pages[done + i]`. */
function elementOf(base: Value, index: Value): string {
  const [array, offset] = base.kind === 'operation' && base.op === '+' ? base.operands : [];
  if (array && offset) return elementOf(array, operation('+', [offset, index]));
  return `${arrayOf(base)}[${index.key}]`;
}

/** Where an array starts: `pages + done` and `&pages[i]` are elements of `pages`. */
export function arrayOf(v: Value): string {
  const [first] = v.kind === 'operation' && v.op === '+' ? v.operands : [];
  if (first) return arrayOf(first);
  return v.kind === 'address' ? stripIndex(v.cell) : v.key;
}

/** `pages[0]` and `pages[i]` are elements of the array that starts at `pages`. */
function stripIndex(cell: string): string {
  return cell.endsWith(']') ? cell.slice(0, cell.lastIndexOf('[')) : cell;
}

function nameValue(ctx: Context, s: State, name: string): Value {
  if (ctx.fn.locals.has(name) || ctx.fn.params.some((p) => p.name === name)) return load(s, name);
  if (/^[A-Z_][A-Z0-9_]*$/.test(name)) return symbol(name, { kind: 'constant' });
  return load(s, name);
}

/** `&folio->page` is the folio's own address: page is its first member (include/linux/mm_types.h). */
function addressOf(ctx: Context, s: State, of: Expr, loc: Loc): Value {
  if (of.kind === 'deref') return evaluate(ctx, s, of.base, loc);
  if (of.kind === 'field' && of.arrow && of.name === 'page') return evaluate(ctx, s, of.base, loc);
  if (of.kind === 'field' && of.arrow) return address(fieldOf(evaluate(ctx, s, of.base, loc), of.name));
  if (of.kind === 'name') return address(of.name, ctx.fn.locals.get(of.name)?.endsWith('*'));
  return address(access(ctx, s, of, loc));
}

function unary(ctx: Context, s: State, e: Extract<Expr, { kind: 'unary' }>, loc: Loc): Value {
  const v = evaluate(ctx, s, e.of, loc);
  if (e.op === '+') return v;
  return operation(e.op === '-' ? 'neg' : e.op, [v]);
}

/** Pointer arithmetic on an object stays inside its memory; `page + i` is another page of the same allocation. */
function binary(ctx: Context, s: State, e: Extract<Expr, { kind: 'binary' }>, loc: Loc): Value {
  const left = evaluate(ctx, s, e.left, loc);
  const right = evaluate(ctx, s, e.right, loc);
  if (e.op === '+' && right.kind === 'int' && right.value === 0) return left;
  if (isComparison(e.op) && left.key > right.key && (e.op === '==' || e.op === '!='))
    return operation(e.op, [right, left]);
  return operation(e.op, [left, right]);
}

function opaque(ctx: Context, s: State, e: Extract<Expr, { kind: 'opaque' }>, loc: Loc): Value {
  const parts = e.parts.map((p) => evaluate(ctx, s, p, loc));
  if (parts.length === 0) return symbol(`<${e.text}>`, { kind: 'unknown' });
  return operation('pure', parts, `<${e.text.slice(0, 24)}>`);
}
