import { capture } from './assign.js';
import type { SyntaxNode } from './ast.js';
import type { Expr, Loc } from './ir.js';
import { leaving, returning, type Scope } from './scope.js';
import { fieldOf, type JumpTarget, type LoweringState, locOf, textOf } from './state.js';

/** Ends the current block with a return; the value is taken before the cleanups of the open scopes run. */
export function lowerReturn(state: LoweringState, value: Expr | undefined, loc: Loc): void {
  const cleanups = returning(state.scope, loc, () => state.cfg.newTemp());
  const kept = value && cleanups.length > 0 ? capture(state, value, loc) : value;
  for (const instruction of cleanups) state.cfg.emit(instruction);
  state.cfg.end({ kind: 'return', ...(kept ? { value: kept } : {}), loc });
}

/** Ends the current block with a `break` or `continue`; without a target (a fragment) control goes to the unknown. */
export function lowerJump(state: LoweringState, target: JumpTarget | undefined, node: SyntaxNode): void {
  if (!target) {
    state.cfg.end({ kind: 'unknown', loc: locOf(node) });
    return;
  }
  emitLeaving(state, target.scope, locOf(node));
  state.cfg.goto(target.block);
}

/** Closes the scopes down to `outer`, at the end of a block. */
export function closeScope(state: LoweringState, outer: Scope, loc: Loc): void {
  emitLeaving(state, outer, loc);
  state.scope = outer;
}

function emitLeaving(state: LoweringState, outer: Scope, loc: Loc): void {
  for (const instruction of leaving(state.scope, outer, loc, () => state.cfg.newTemp())) state.cfg.emit(instruction);
}

/** Ends the current block with a goto; `resolveGotos` gives it its target. */
export function lowerGoto(state: LoweringState, node: SyntaxNode): void {
  const label = fieldOf(node, 'label');
  const block = state.cfg.suspend();
  if (block === undefined) return;
  if (!label) state.cfg.resume(block, [], { kind: 'unknown', loc: locOf(node) });
  else state.gotos.push({ block, scope: state.scope, label: textOf(state, label), loc: locOf(node) });
}

/** Ends the blocks of all gotos; one whose label is nowhere to be seen goes to the unknown. */
export function resolveGotos(state: LoweringState): void {
  for (const { block, scope, label, loc } of state.gotos) {
    const target = state.labels.get(label);
    if (!target) state.cfg.resume(block, [], { kind: 'unknown', loc });
    else {
      const instructions = leaving(scope, target.scope, loc, () => state.cfg.newTemp());
      state.cfg.resume(block, instructions, { kind: 'goto', to: target.block });
    }
  }
}
