import type { SyntaxNode } from './ast.js';
import { transparentArgument } from './call.js';
import { lowerEffect, lowerValue } from './expression.js';
import type { Expr } from './ir.js';
import { ZERO } from './simplify.js';
import { fieldOf, type LoweringState, locOf, nested, requiredField } from './state.js';

/** Ends the current block with the branches of a condition: to `yes` where it is not zero, else to `no`. */
export function lowerCondition(state: LoweringState, node: SyntaxNode, yes: number, no: number): void {
  nested(state, node, () => conditionOf(state, node, yes, no));
}

function conditionOf(state: LoweringState, node: SyntaxNode, yes: number, no: number): void {
  const op = fieldOf(node, 'operator')?.type;
  const same = sameCondition(state, node);
  if (same) lowerCondition(state, same, yes, no);
  else if (node.type === 'unary_expression' && op === '!') {
    lowerCondition(state, requiredField(node, 'argument'), no, yes);
  } else if (node.type === 'binary_expression' && (op === '&&' || op === '||')) {
    shortCircuit(state, node, op, yes, no);
  } else if (node.type === 'comma_expression') {
    lowerEffect(state, requiredField(node, 'left'));
    lowerCondition(state, requiredField(node, 'right'), yes, no);
  } else if (node.type === 'conditional_expression' && fieldOf(node, 'consequence')) {
    choose(state, node, yes, no);
  } else {
    state.cfg.branch(lowerValue(state, node), yes, no, locOf(node));
  }
}

/** What stands in parentheses or in `likely()`. */
function sameCondition(state: LoweringState, node: SyntaxNode): SyntaxNode | undefined {
  const [inner] = node.children;
  const isWrapped = node.type === 'parenthesized_expression' && inner?.type !== 'compound_statement';
  return isWrapped ? inner : transparentArgument(state, node);
}

function shortCircuit(state: LoweringState, node: SyntaxNode, op: '&&' | '||', yes: number, no: number): void {
  const rest = state.cfg.newBlock();
  const left = requiredField(node, 'left');
  if (op === '&&') lowerCondition(state, left, rest, no);
  else lowerCondition(state, left, yes, rest);
  state.cfg.place(rest);
  lowerCondition(state, requiredField(node, 'right'), yes, no);
}

/** `a ? b : c` as a condition. */
function choose(state: LoweringState, node: SyntaxNode, yes: number, no: number): void {
  const { cfg } = state;
  const [whenTrue, whenFalse] = [cfg.newBlock(), cfg.newBlock()];
  lowerCondition(state, requiredField(node, 'condition'), whenTrue, whenFalse);
  cfg.place(whenTrue);
  lowerCondition(state, requiredField(node, 'consequence'), yes, no);
  cfg.place(whenFalse);
  lowerCondition(state, requiredField(node, 'alternative'), yes, no);
}

/** `a && b` or `a || b` as a value: a temp that is 1 on the one arm and 0 on the other. */
export function lowerTruth(state: LoweringState, node: SyntaxNode): Expr {
  return twoArms(
    state,
    node,
    (yes, no) => lowerCondition(state, node, yes, no),
    () => ({ kind: 'const', value: 1 }),
    () => ZERO,
  );
}

/** `a ? b : c` as a value, also without `b`, which then is `a`. */
export function lowerChoice(state: LoweringState, node: SyntaxNode): Expr {
  const condition = requiredField(node, 'condition');
  const consequence = fieldOf(node, 'consequence');
  const alternative = () => lowerValue(state, requiredField(node, 'alternative'));
  if (consequence) {
    const decide = (yes: number, no: number) => lowerCondition(state, condition, yes, no);
    return twoArms(state, node, decide, () => lowerValue(state, consequence), alternative);
  }
  const value = lowerValue(state, condition);
  const decide = (yes: number, no: number) => state.cfg.branch(value, yes, no, locOf(condition));
  return twoArms(state, node, decide, () => value, alternative);
}

function twoArms(
  state: LoweringState,
  node: SyntaxNode,
  decide: (yes: number, no: number) => void,
  whenTrue: () => Expr,
  whenFalse: () => Expr,
): Expr {
  const { cfg } = state;
  const [yes, no, after] = [cfg.newBlock(), cfg.newBlock(), cfg.newBlock()];
  const temp = cfg.newTemp();
  decide(yes, no);
  cfg.place(yes);
  cfg.emit({ kind: 'define', temp, value: whenTrue(), loc: locOf(node) });
  cfg.goto(after);
  cfg.place(no);
  cfg.emit({ kind: 'define', temp, value: whenFalse(), loc: locOf(node) });
  cfg.place(after);
  return { kind: 'temp', id: temp };
}

/** `a ? b : c`, `a && b` or another binary expression as a statement: its value is thrown away. */
export function lowerChoiceEffect(state: LoweringState, node: SyntaxNode): void {
  const { cfg } = state;
  const op = fieldOf(node, 'operator')?.type;
  const condition = fieldOf(node, 'condition') ?? requiredField(node, 'left');
  const whenTrue = fieldOf(node, 'consequence') ?? (op === '&&' ? fieldOf(node, 'right') : undefined);
  const whenFalse = fieldOf(node, 'alternative') ?? (op === '||' ? fieldOf(node, 'right') : undefined);
  if (!whenTrue && !whenFalse) {
    lowerValue(state, node);
    return;
  }
  const [yes, no, after] = [cfg.newBlock(), cfg.newBlock(), cfg.newBlock()];
  lowerCondition(state, condition, yes, no);
  cfg.place(yes);
  if (whenTrue) lowerEffect(state, whenTrue);
  cfg.goto(after);
  cfg.place(no);
  if (whenFalse) lowerEffect(state, whenFalse);
  cfg.place(after);
}
