import { lowerAssertion } from './assertion.js';
import { capture } from './assign.js';
import type { SyntaxNode } from './ast.js';
import { lowerEffect, lowerValue, opaque } from './expression.js';
import { lowerClass } from './guard.js';
import type { Expr } from './ir.js';
import { lowerReturn } from './jump.js';
import { ZERO } from './simplify.js';
import { fieldOf, type LoweringState, locOf, requiredField, textOf } from './state.js';

type Macro = (state: LoweringState, node: SyntaxNode, args: readonly SyntaxNode[], used: boolean) => Expr;

/** Macros that are no calls; see include/linux/cleanup.h and include/asm-generic/rwonce.h (6.12). */
const MACROS: ReadonlyMap<string, Macro> = new Map<string, Macro>([
  ['WRITE_ONCE', writeOnce],
  ['no_free_ptr', giveAway],
  ['retain_and_null_ptr', giveAway],
  ['return_ptr', returnPointer],
  ['__builtin_constant_p', opaque],
]);

/** Emits a call, or what a macro in the guise of a call does, and returns its value; `used` is false for a statement. */
export function lowerCall(state: LoweringState, node: SyntaxNode, used: boolean): Expr {
  const args = requiredField(node, 'arguments').children;
  const callee = calleeOf(state, node);
  if (callee.kind === 'generator') return lowerClass(state, node, callee.call, args, used);
  if (callee.kind === 'pointer') {
    const target = pointedFunction(lowerValue(state, callee.node));
    return emitCall(state, node, { target }, lowerAll(state, args), used);
  }
  const { name } = callee;
  const macro = MACROS.get(name);
  if (macro && args.length > 0) return macro(state, node, args, used);
  const assertion = state.dialect.assertion(name);
  if (assertion) return lowerAssertion(state, node, name, assertion, args);
  const argument = transparentArgument(state, node);
  if (argument) return transparent(state, argument, used);
  const result = emitCall(state, node, { callee: name }, lowerAll(state, args), used);
  if (state.dialect.noreturn(name)) state.cfg.end({ kind: 'stop', loc: locOf(node) });
  return result;
}

/** The argument whose value a macro such as `likely()` returns; undefined for any other expression. */
export function transparentArgument(state: LoweringState, node: SyntaxNode): SyntaxNode | undefined {
  const callee = fieldOf(node, 'function');
  if (node.type !== 'call_expression' || callee?.type !== 'identifier') return undefined;
  const name = textOf(state, callee);
  return state.dialect.transparent(name) && !MACROS.has(name) ? fieldOf(node, 'arguments')?.children[0] : undefined;
}

type Callee =
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'pointer'; readonly node: SyntaxNode }
  /** `guard(mutex)(&lock)` and `CLASS(fd, f)(n)`: the function is itself a call. */
  | { readonly kind: 'generator'; readonly call: SyntaxNode };

function calleeOf(state: LoweringState, node: SyntaxNode): Callee {
  let callee = requiredField(node, 'function');
  while (callee.type === 'parenthesized_expression' && callee.children[0]) callee = callee.children[0];
  if (callee.type === 'call_expression') {
    const name = fieldOf(callee, 'function');
    if (name && /^(guard|CLASS)$/.test(textOf(state, name))) return { kind: 'generator', call: callee };
  }
  if (callee.type !== 'identifier') return { kind: 'pointer', node: callee };
  const name = textOf(state, callee);
  return isVariable(state, name) ? { kind: 'pointer', node: callee } : { kind: 'function', name };
}

function isVariable(state: LoweringState, name: string): boolean {
  return state.locals.has(name) || state.syntax.params.some((param) => param.name === name);
}

/** `(*f)(x)` and `f(x)` call the same function. */
function pointedFunction(target: Expr): Expr {
  return target.kind === 'deref' ? target.base : target;
}

/** Values of the arguments, from left to right. */
export function lowerAll(state: LoweringState, args: readonly SyntaxNode[]): Expr[] {
  return args.map((arg) => lowerValue(state, arg));
}

/** Emits a call whose arguments are lowered and returns the temp of its result. */
export function emitCall(
  state: LoweringState,
  node: SyntaxNode,
  callee: { readonly callee: string } | { readonly target: Expr },
  args: readonly Expr[],
  used: boolean,
): Expr {
  const temp = state.cfg.newTemp();
  const inAssertion = state.assertion === undefined ? {} : { inAssertion: state.assertion };
  state.cfg.emit({ kind: 'call', ...callee, args, temp, used, cleanup: false, ...inAssertion, loc: locOf(node) });
  return { kind: 'temp', id: temp };
}

function transparent(state: LoweringState, argument: SyntaxNode, used: boolean): Expr {
  if (used) return lowerValue(state, argument);
  lowerEffect(state, argument);
  return ZERO;
}

function writeOnce(state: LoweringState, node: SyntaxNode, args: readonly SyntaxNode[]): Expr {
  const target = lowerValue(state, args[0]!);
  const value = args[1] ? lowerValue(state, args[1]) : opaque(state, node);
  state.cfg.emit({ kind: 'assign', target, value, loc: locOf(node) });
  return value;
}

/** `no_free_ptr(p)`: p's value, and p is NULL from here on, so that its cleanup finds nothing. */
function giveAway(state: LoweringState, node: SyntaxNode, args: readonly SyntaxNode[], used: boolean): Expr {
  const target = lowerValue(state, args[0]!);
  const value = used ? capture(state, target, locOf(node)) : ZERO;
  state.cfg.emit({ kind: 'assign', target, value: ZERO, loc: locOf(node) });
  return value;
}

function returnPointer(state: LoweringState, node: SyntaxNode, args: readonly SyntaxNode[]): Expr {
  lowerReturn(state, giveAway(state, node, args, true), locOf(node));
  return ZERO;
}
