import type { SyntaxNode } from './ast.js';
import { lowerValue, opaque } from './expression.js';
import type { Expr } from './ir.js';
import { fieldOf, LoweringError, type LoweringState, locOf, requiredField, type SwitchLabels } from './state.js';
import { enterHere, leaveUnseen, lowerBody, lowerSequence, touch } from './statement.js';

/** `switch (condition) body`. */
export function lowerSwitch(state: LoweringState, node: SyntaxNode): void {
  const { cfg } = state;
  const condition = requiredField(node, 'condition');
  const value = lowerValue(state, condition);
  const head = cfg.suspend();
  const after = { block: cfg.newBlock(), scope: state.scope };
  const labels: SwitchLabels = { cases: [], fallback: undefined };
  const { switchLabels, breakTarget } = state;
  state.switchLabels = labels;
  state.breakTarget = after;
  // The head of this switch is above the fragment: what stands before the first label shown belongs to a label above too.
  if (condition.children[0]?.type === 'cut') enterHere(state);
  lowerBody(state, requiredField(node, 'body'), condition.end - 1);
  state.switchLabels = switchLabels;
  state.breakTarget = breakTarget;
  cfg.goto(after.block);
  if (head !== undefined) {
    const cases = labels.cases.map(({ low, high, to }) => ({ low: label(state, low), high: label(state, high), to }));
    cfg.resume(head, [], { kind: 'switch', value, cases, fallback: labels.fallback ?? after.block, loc: locOf(node) });
  }
  cfg.place(after.block);
  leaveUnseen(state, condition);
}

/** `case value:` or `default:` with the statements behind it, wherever in the body of a switch it stands. */
export function lowerCase(state: LoweringState, node: SyntaxNode): void {
  const value = fieldOf(node, 'value');
  if (state.switchLabels) {
    const block = state.cfg.newBlock();
    state.cfg.place(block);
    addLabel(state.switchLabels, node, value, block);
  } else if (state.syntax.complete) {
    throw new LoweringError('case outside a switch', node.line);
  } else {
    enterHere(state);
  }
  const labelEnd = value?.end ?? node.start + 1;
  if (state.touches.between(node.start, node.start, labelEnd)) touch(state, locOf(node));
  const statements = node.children.filter((child) => child.field !== 'value');
  lowerSequence(state, statements, labelEnd - 1);
}

function addLabel(labels: SwitchLabels, node: SyntaxNode, value: SyntaxNode | undefined, to: number): void {
  if (!value) {
    labels.fallback = to;
    return;
  }
  const isRange = node.mark?.kind === 'range';
  const low = isRange ? requiredField(value, 'left') : value;
  const high = isRange ? requiredField(value, 'right') : value;
  labels.cases.push({ low, high, to });
}

/** A case label is a constant: what is no plain expression in it is a macro, and opaque. */
function label(state: LoweringState, node: SyntaxNode): Expr {
  return isPlain(node) ? lowerValue(state, node) : opaque(state, node);
}

const PLAIN = new Set([
  'identifier',
  'number_literal',
  'parenthesized_expression',
  'unary_expression',
  'binary_expression',
  'cast_expression',
  'true',
  'false',
]);

function isPlain(node: SyntaxNode): boolean {
  if (node.field === 'operator') return node.type !== '&&' && node.type !== '||';
  return (
    node.field === 'type' || node.type === 'char_literal' || (PLAIN.has(node.type) && node.children.every(isPlain))
  );
}
