import type { SyntaxNode } from './ast.js';
import { emitCall, lowerAll } from './call.js';
import { declareVariable } from './declaration.js';
import type { Expr } from './ir.js';
import { withCleanup } from './scope.js';
import { type LoweringState, locOf, requiredField, textOf } from './state.js';

/**
 * `guard(mutex)(&lock)` calls the constructor now and the destructor at the end of the scope; both are calls of `guard` with
 * the arguments (mutex, &lock). `CLASS(fd, f)(n)` also declares `f`, and its destructor is called by the class's name, as for
 * `__free`.
 */
export function lowerClass(
  state: LoweringState,
  node: SyntaxNode,
  generator: SyntaxNode,
  values: readonly SyntaxNode[],
  used: boolean,
): Expr {
  const macro = textOf(state, requiredField(generator, 'function'));
  const [className, variable] = requiredField(generator, 'arguments').children.map((child) => textOf(state, child));
  const kind: Expr = { kind: 'name', name: className ?? '' };
  const isGuard = macro === 'guard' || variable === undefined;
  if (!isGuard) declareVariable(state, variable, `class_${className}_t`, node);
  const args = [kind, ...lowerAll(state, values)];
  const result = emitCall(state, node, { callee: macro }, args, used || !isGuard);
  if (isGuard) {
    state.scope = withCleanup(state.scope, { callee: macro, args });
    return result;
  }
  const target: Expr = { kind: 'name', name: variable };
  state.cfg.emit({ kind: 'assign', target, value: result, loc: locOf(node) });
  state.scope = withCleanup(state.scope, { callee: className ?? macro, args: [target] });
  return target;
}
