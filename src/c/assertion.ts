import type { SyntaxNode } from './ast.js';
import { emitCall, lowerAll } from './call.js';
import type { Assertion } from './dialect.js';
import type { Expr } from './ir.js';
import { ZERO } from './simplify.js';
import { type LoweringState, locOf } from './state.js';

/**
 * Emits `VM_BUG_ON_FOLIO(cond, folio)` and its like: the calls in its arguments, marked with its name; a call of the macro;
 * and for a fatal one a branch to a stop. The value of a reporting one is its condition.
 */
export function lowerAssertion(
  state: LoweringState,
  node: SyntaxNode,
  name: string,
  assertion: Assertion,
  args: readonly SyntaxNode[],
): Expr {
  const values = insideAssertion(state, name, () => lowerAll(state, args));
  emitCall(state, node, { callee: name }, values, false);
  const condition = values[assertion.condition] ?? ZERO;
  if (assertion.kind === 'report') return condition;
  const [failed, passed] = [state.cfg.newBlock(), state.cfg.newBlock()];
  state.cfg.branch(condition, failed, passed, locOf(node));
  state.cfg.place(failed);
  state.cfg.end({ kind: 'stop', loc: locOf(node) });
  state.cfg.place(passed);
  return ZERO;
}

function insideAssertion<T>(state: LoweringState, name: string, lower: () => T): T {
  const outer = state.assertion;
  state.assertion = name;
  const result = lower();
  state.assertion = outer;
  return result;
}
