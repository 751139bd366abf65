import type { Expr, FunctionIR } from '../c/index.js';
import { SemanticsError } from '../page/index.js';
import { addPages, addressOfField, isField, load } from './address.js';
import { binaryOf, unaryOf } from './arithmetic.js';
import { CONSTANTS } from './known.js';
import type { Program } from './program.js';
import { type CType, FOLIO, INT, typeOf } from './types.js';
import { asNumber, type Compiled, constantOf, convert, numberOf, slotOf } from './value.js';

/** The variables of one function while it is compiled, and where they are kept. */
export interface Scope {
  readonly ir: FunctionIR;
  readonly variables: ReadonlyMap<string, Variable>;
  /** The temps, by id, as far as they are known. */
  readonly temps: Map<number, Compiled>;
  /** The value of a macro without parameters. */
  readonly macro: Program['constant'];
}

export interface Variable {
  readonly slot: number;
  readonly type: CType;
}

/** Compiles an expression. Throws a `SemanticsError` that says what is not understood, without the place. */
export function compileExpr(scope: Scope, expr: Expr): Compiled {
  switch (expr.kind) {
    case 'const':
      return constantOf(expr.type === undefined ? INT : typeOf(expr.type)!, literal(expr.value));
    case 'name':
      return valueOfName(scope, expr.name);
    case 'temp':
      return scope.temps.get(expr.id) ?? fail('a value that was never made');
    case 'unary':
      return unaryOf(expr.op, compileExpr(scope, expr.of));
    case 'binary':
      return binaryOf(expr.op, compileExpr(scope, expr.left), compileExpr(scope, expr.right));
    case 'cast':
      return convert(compileExpr(scope, expr.of), typeOf(expr.type) ?? fail(`the type ${expr.type}`));
    case 'addressof':
      return addressOf(scope, expr.of);
    case 'field':
    case 'index':
    case 'deref':
      return valueAt(addressOf(scope, expr), expr);
    case 'string':
      return constantOf(INT, 1);
    case 'opaque':
      return expr.text === '' ? fail('an expression') : fail(expr.text);
  }
}

/** Literals above 2^53 are rounded by the front end, which only the all-ones ones show. */
function literal(value: number): number | bigint {
  return Number.isSafeInteger(value) ? value : BigInt(value) - (value === 2 ** 64 ? 1n : 0n);
}

function fail(what: string): never {
  throw new SemanticsError(`cannot work out ${what}`);
}

function valueOfName(scope: Scope, name: string): Compiled {
  const variable = scope.variables.get(name);
  if (variable) return slotOf(variable.type, variable.slot);
  return CONSTANTS[name] ?? scope.macro(name) ?? fail(name);
}

/** The address of what an expression names, as a pointer to its type. */
function addressOf(scope: Scope, expr: Expr): Compiled {
  switch (expr.kind) {
    case 'deref':
      return compileExpr(scope, expr.base);
    case 'index': {
      const base = compileExpr(scope, expr.base);
      const [at, n] = [asNumber(base), asNumber(convert(compileExpr(scope, expr.index), INT))];
      return numberOf(base.type, (frame, cpu) => addPages(at(frame, cpu), n(frame, cpu)), false);
    }
    case 'field':
      return addressOfMember(scope, expr);
    default:
      return fail('the address of that');
  }
}

function addressOfMember(scope: Scope, { base, name, arrow }: Expr & { kind: 'field' }): Compiled {
  const object = arrow ? compileExpr(scope, base) : addressOf(scope, base);
  if (object.type.kind !== 'pointer') return fail(`the field ${name}`);
  const { to } = object.type;
  const at = asNumber(object);
  if (name === 'counter' && to === 'atomic_t') return { ...object, type: { kind: 'pointer', to: 'int' } };
  if (to !== 'struct page' && to !== 'struct folio') return fail(`the field ${name} of ${to}`);
  if (name === 'page' && to === FOLIO.to) return { ...object, type: { kind: 'pointer', to: 'struct page' } };
  if (!isField(name)) return fail(`the field ${name} of ${to}`);
  return numberOf({ kind: 'pointer', to: 'atomic_t' }, (frame, cpu) => addressOfField(at(frame, cpu), name), false);
}

/** What lies at an address; only the counts can be read, and of those the bare number only. */
function valueAt(address: Compiled, expr: Expr): Compiled {
  const at = asNumber(address);
  if (address.type.kind !== 'pointer' || address.type.to !== 'int')
    return fail(expr.kind === 'field' ? `the field ${expr.name}` : 'what a pointer points to');
  return numberOf(INT, (frame, cpu) => load(cpu.memory, at(frame, cpu)), false);
}
