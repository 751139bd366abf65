import { capture } from './assign.js';
import type { SyntaxNode } from './ast.js';
import { lowerCondition } from './branch.js';
import { lowerDeclaration } from './declaration.js';
import { lowerEffect, lowerValue } from './expression.js';
import type { Expr, Loc } from './ir.js';
import { closeScope, lowerGoto, lowerJump, lowerReturn } from './jump.js';
import { lowerDo, lowerFor, lowerWhile } from './loop.js';
import { endLoc, fieldOf, LoweringError, type LoweringState, locOf, nested, requiredField, textOf } from './state.js';
import { lowerCase, lowerSwitch } from './switch.js';
import { headEnd } from './touch.js';

/** Emits the statements of a `{ }` block and closes its scope. */
export function lowerBlock(state: LoweringState, block: SyntaxNode): void {
  const outer = state.scope;
  lowerContents(state, block);
  closeScope(state, outer, endLoc(state, block));
}

/** Emits the statements of a `{ }` block and leaves its scope open. */
export function lowerContents(state: LoweringState, block: SyntaxNode): void {
  lowerSequence(state, block.children, block.start);
  if (removedAtEnd(state, block)) touch(state, endLoc(state, block));
  if (block.mark?.kind === 'open-end') state.cfg.end({ kind: 'unknown', loc: endLoc(state, block) });
}

/** Emits statements that follow each other; `previous` is the offset of what stands before the first of them. */
export function lowerSequence(state: LoweringState, statements: readonly SyntaxNode[], previous: number): void {
  let end = previous;
  statements.forEach((statement, index) => {
    if (isBehindUnseenBranch(state, statements[index - 1], statement)) enterHere(state);
    lowerTouched(state, statement, end);
    end = statement.end - 1;
  });
}

/** In a fragment, where control comes from a place that it does not show. */
export function enterHere(state: LoweringState): void {
  const block = state.cfg.newBlock();
  state.cfg.place(block);
  state.entries.push(block);
}

/**
 * A fragment that closes a block does not show what it hangs on, nor what else hangs on the same: what the block has done,
 * or has not, is not known of any path behind it.
 */
export function leaveUnseen(state: LoweringState, condition: SyntaxNode): void {
  if (condition.children[0]?.type !== 'cut') return;
  state.cfg.end({ kind: 'unknown', loc: locOf(condition) });
  enterHere(state);
}

/** A fragment may start with the deeper indented `return` of an `if` above it: what follows is not dead. */
function isBehindUnseenBranch(state: LoweringState, previous: SyntaxNode | undefined, node: SyntaxNode): boolean {
  return !state.cfg.reachable && state.syntax.openStart && previous !== undefined && node.column < previous.column;
}

/** Emits the body of an `if` or a loop, be it a block or not; `previous` is the offset of what stands before it. */
export function lowerBody(state: LoweringState, body: SyntaxNode, previous: number): void {
  if (body.type === 'compound_statement') nested(state, body, () => lowerBlock(state, body));
  else lowerTouched(state, body, previous);
}

/** Emits a touch, unless the last instruction is one. */
export function touch(state: LoweringState, loc: Loc): void {
  if (state.cfg.lastInstruction()?.kind !== 'touch') state.cfg.emit({ kind: 'touch', loc });
}

/** `({ ... })`: the statements, and the value of the last one if that is an expression and the value is `used`. */
export function lowerStatementExpression(state: LoweringState, block: SyntaxNode, used: boolean): Expr {
  const outer = state.scope;
  const last = block.children.at(-1);
  const result = last?.type === 'expression_statement' && used ? last.children[0] : undefined;
  if (!result) {
    lowerBlock(state, block);
    return { kind: 'opaque', text: '({})', parts: [] };
  }
  lowerSequence(state, block.children.slice(0, -1), block.start);
  touchBefore(state, last!, (block.children.at(-2)?.end ?? block.start + 1) - 1);
  const value = capture(state, lowerValue(state, result), locOf(result));
  closeScope(state, outer, endLoc(state, block));
  return value;
}

function lowerTouched(state: LoweringState, node: SyntaxNode, previous: number): void {
  touchBefore(state, node, previous);
  const lower = STATEMENTS[node.type] ?? refuseUnlessInert;
  nested(state, node, () => lower(state, node));
}

function touchBefore(state: LoweringState, node: SyntaxNode, previous: number): void {
  if (state.touches.between(previous, node.start, headEnd(node))) touch(state, locOf(node));
}

function removedAtEnd(state: LoweringState, block: SyntaxNode): boolean {
  const last = block.children.at(-1)?.end ?? block.start + 1;
  return state.touches.removedBetween(last - 1, block.end - 1);
}

type StatementLowering = (state: LoweringState, node: SyntaxNode) => void;

const STATEMENTS: Readonly<Record<string, StatementLowering>> = {
  compound_statement: lowerBlock,
  expression_statement: (state, node) => {
    for (const child of node.children) lowerEffect(state, child);
  },
  declaration: lowerDeclaration,
  if_statement: lowerIf,
  while_statement: lowerWhile,
  do_statement: lowerDo,
  for_statement: lowerFor,
  switch_statement: lowerSwitch,
  case_statement: lowerCase,
  labeled_statement: lowerLabeled,
  goto_statement: lowerGoto,
  break_statement: (state, node) => lowerJump(state, state.breakTarget, node),
  continue_statement: (state, node) => lowerJump(state, state.continueTarget, node),
  return_statement: (state, node) => {
    const [value] = node.children;
    lowerReturn(state, value && lowerValue(state, value), locOf(node));
  },
  attributed_statement: (state, node) => {
    const statements = node.children.filter((child) => child.type in STATEMENTS);
    lowerSequence(state, statements, node.start);
  },
};

/** What stands in a block and runs nothing. */
const INERT =
  /^(type_definition|(struct|union|enum)_specifier|preproc_(call|def|function_def|include)|attribute_declaration|;)$/;

function refuseUnlessInert(_: LoweringState, node: SyntaxNode): void {
  if (INERT.test(node.type)) return;
  throw new LoweringError(
    node.type === 'function_definition'
      ? 'a macro with a block behind it that the dialect does not know'
      : `syntax that is not understood (${node.type.replaceAll('_', ' ')})`,
    node.line,
  );
}

function lowerIf(state: LoweringState, node: SyntaxNode): void {
  const { cfg } = state;
  const [yes, no, after] = [cfg.newBlock(), cfg.newBlock(), cfg.newBlock()];
  const condition = requiredField(node, 'condition');
  const consequence = requiredField(node, 'consequence');
  const otherwise = fieldOf(node, 'alternative');
  lowerCondition(state, condition, yes, no);
  cfg.place(yes);
  lowerBody(state, consequence, condition.end - 1);
  cfg.goto(after);
  cfg.place(no);
  if (otherwise) for (const child of otherwise.children) lowerBody(state, child, otherwise.start);
  // What was removed before the closing brace may have been an `else`: that path changed as well.
  else if (consequence.type === 'compound_statement' && removedAtEnd(state, consequence)) {
    touch(state, endLoc(state, consequence));
  }
  cfg.place(after);
  leaveUnseen(state, condition);
}

function lowerLabeled(state: LoweringState, node: SyntaxNode): void {
  const label = requiredField(node, 'label');
  const block = state.cfg.newBlock();
  state.cfg.place(block);
  state.labels.set(textOf(state, label), { block, scope: state.scope });
  if (state.touches.between(label.start, label.start, label.end)) touch(state, locOf(label));
  const statements = node.children.filter((child) => child !== label);
  lowerSequence(state, statements, label.end - 1);
}
