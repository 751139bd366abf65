import type { FunctionSyntax, SyntaxNode } from './ast.js';
import type { CfgBuilder } from './cfg.js';
import type { Dialect } from './dialect.js';
import type { Loc } from './ir.js';
import type { Scope } from './scope.js';
import type { Touches } from './touch.js';

/** A function that is not lowered; `message` is the reason in the user's words. */
export class LoweringError extends Error {
  override readonly name = 'LoweringError';

  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

/** A place that control jumps to, and the scope there. */
export interface JumpTarget {
  readonly block: number;
  readonly scope: Scope;
}

/** A goto whose label may stand further down: its block waits for an end. */
export interface PendingGoto extends JumpTarget {
  readonly label: string;
  readonly loc: Loc;
}

export interface SwitchLabels {
  readonly cases: { low: SyntaxNode; high: SyntaxNode; to: number }[];
  fallback: number | undefined;
}

/** What lowering carries through one function body. */
export interface LoweringState {
  readonly syntax: FunctionSyntax;
  readonly cfg: CfgBuilder;
  readonly dialect: Dialect;
  readonly touches: Touches;
  /** Type of each local and how deep its scope was. */
  readonly locals: Map<string, { readonly type: string; readonly depth: number }>;
  readonly labels: Map<string, JumpTarget>;
  readonly gotos: PendingGoto[];
  /** Blocks of a fragment that control reaches from where the fragment does not show. */
  readonly entries: number[];
  scope: Scope;
  breakTarget: JumpTarget | undefined;
  continueTarget: JumpTarget | undefined;
  switchLabels: SwitchLabels | undefined;
  /** The assertion macro in whose arguments we are. */
  assertion: string | undefined;
  nesting: number;
}

/** Kernel code stays below 60; a hostile input must not overflow the stack. */
const MAX_NESTING = 400;

/** Runs `lower` one level deeper; throws a LoweringError where the nesting is too deep. */
export function nested<T>(state: LoweringState, node: SyntaxNode, lower: () => T): T {
  state.nesting += 1;
  if (state.nesting > MAX_NESTING) {
    throw new LoweringError(`nested more than ${MAX_NESTING} levels deep`, node.line);
  }
  const result = lower();
  state.nesting -= 1;
  return result;
}

/** Where a node starts. */
export function locOf(node: SyntaxNode): Loc {
  return { line: node.line, column: node.column };
}

/** Where the last character of a node stands, such as a block's closing brace. */
export function endLoc(state: LoweringState, node: SyntaxNode): Loc {
  const column = node.end - 1 - state.syntax.text.lastIndexOf('\n', node.end - 1);
  return { line: state.touches.lineAt(node.end - 1), column };
}

/** Source text of a node on one line, with single blanks. */
export function textOf(state: LoweringState, node: SyntaxNode): string {
  return state.syntax.text.slice(node.start, node.end).replace(/\s+/g, ' ').trim();
}

/** The first child in that tree-sitter field. */
export function fieldOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

/** A node in a field that the grammar always fills; throws a LoweringError where a broken input lacks it. */
export function requiredField(node: SyntaxNode, field: string): SyntaxNode {
  const child = fieldOf(node, field);
  if (!child) throw new LoweringError(`${node.type.replaceAll('_', ' ')} without ${field}`, node.line);
  return child;
}
