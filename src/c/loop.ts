import type { Mark, SyntaxNode } from './ast.js';
import { lowerCondition } from './branch.js';
import { emitCall, lowerAll } from './call.js';
import { lowerDeclaration } from './declaration.js';
import { lowerEffect } from './expression.js';
import type { Expr } from './ir.js';
import { closeScope } from './jump.js';
import { withCleanup } from './scope.js';
import { endLoc, fieldOf, type JumpTarget, type LoweringState, locOf, requiredField } from './state.js';
import { lowerBody, touch } from './statement.js';

/** `while (condition) body`, and the macros that masking turned into one: iterators and scoped guards. */
export function lowerWhile(state: LoweringState, node: SyntaxNode): void {
  if (node.mark?.kind === 'guard') lowerScopedGuard(state, node, node.mark.macro);
  else if (node.mark?.kind === 'iterator') lowerIterator(state, node, node.mark);
  else {
    const condition = requiredField(node, 'condition');
    whileLoop(state, node, (body, after) => {
      lowerCondition(state, condition, body, after);
      state.cfg.place(body);
    });
  }
}

/** Each round calls the macro with its arguments, and enters the body while the result is true. */
function lowerIterator(state: LoweringState, node: SyntaxNode, { macro, variable }: IteratorMark): void {
  whileLoop(state, node, (body, after) => {
    const args = lowerAll(state, macroArguments(requiredField(node, 'condition')));
    const target = iterated(state, args, variable);
    const read = WALKS_ITS_VARIABLE.test(macro) ? args : args.map((arg) => (arg === target ? WRITTEN : arg));
    const more = emitCall(state, node, { callee: macro }, read, true);
    state.cfg.branch(more, body, after, locOf(node));
    state.cfg.place(body);
    if (target) assignIteration(state, node, target, args);
  });
}

type IteratorMark = Extract<Mark, { kind: 'iterator' }>;

/** Macros that find the next entry through the one of this round (include/linux/list.h and its like). */
const WALKS_ITS_VARIABLE = /^(?:h?list|llist|plist|klist|rhl)_|_entry/;

/** Stands in the call for the variable, which other macros write and do not read. */
const WRITTEN: Expr = { kind: 'opaque', text: 'next', parts: [] };

function whileLoop(state: LoweringState, node: SyntaxNode, decide: (body: number, after: number) => void): void {
  loop(state, (head, body, after) => {
    state.cfg.place(head);
    decide(body, after.block);
    repeated(state, { breakTarget: after, continueTarget: { block: head, scope: state.scope } }, () =>
      lowerBody(state, requiredField(node, 'body'), requiredField(node, 'condition').end - 1),
    );
    state.cfg.goto(head);
  });
}

/** `do body while (condition)`. */
export function lowerDo(state: LoweringState, node: SyntaxNode): void {
  const condition = requiredField(node, 'condition');
  const body = requiredField(node, 'body');
  loop(state, (test, start, after) => {
    state.cfg.place(start);
    repeated(state, { breakTarget: after, continueTarget: { block: test, scope: state.scope } }, () =>
      lowerBody(state, body, node.start),
    );
    state.cfg.place(test);
    if (state.touches.between(body.end - 1, condition.start, condition.end)) touch(state, locOf(condition));
    lowerCondition(state, condition, start, after.block);
  });
}

/** `for (initializer; condition; update) body`; the names it declares live until the loop ends. */
export function lowerFor(state: LoweringState, node: SyntaxNode): void {
  const outer = state.scope;
  const [initializer, condition] = [fieldOf(node, 'initializer'), fieldOf(node, 'condition')];
  const updates = node.children.filter((child) => child.field === 'update');
  if (initializer?.type === 'declaration') lowerDeclaration(state, initializer);
  else if (initializer) lowerEffect(state, initializer);
  loop(state, (head, body, after) => {
    const next = state.cfg.newBlock();
    state.cfg.place(head);
    if (condition) lowerCondition(state, condition, body, after.block);
    state.cfg.place(body);
    repeated(state, { breakTarget: after, continueTarget: { block: next, scope: state.scope } }, () => {
      const statement = requiredField(node, 'body');
      lowerBody(state, statement, statement.start);
    });
    state.cfg.place(next);
    for (const update of updates) lowerEffect(state, update);
    state.cfg.goto(head);
  });
  closeScope(state, outer, endLoc(state, node));
}

function loop(state: LoweringState, lower: (head: number, body: number, after: JumpTarget) => void): void {
  const { cfg } = state;
  const after = { block: cfg.newBlock(), scope: state.scope };
  cfg.insideLoop(() => lower(cfg.newBlock(), cfg.newBlock(), after));
  cfg.place(after.block);
}

interface LoopTargets {
  readonly breakTarget: JumpTarget;
  readonly continueTarget: JumpTarget;
}

function repeated(state: LoweringState, targets: LoopTargets, lower: () => void): void {
  const { breakTarget, continueTarget } = state;
  Object.assign(state, targets);
  lower();
  Object.assign(state, { breakTarget, continueTarget });
}

/**
 * The argument that each round assigns. Where the dialect does not say which one it is, the first one that is a local takes
 * it, as in almost all `for_each` macros of 6.12.
 */
function iterated(state: LoweringState, args: readonly Expr[], variable: number | undefined): Expr | undefined {
  if (variable !== undefined) return args[variable];
  return args.find((arg) => arg.kind === 'name' && state.locals.has(arg.name));
}

/** What an iterator macro stores each round is not known but for its arguments. */
function assignIteration(state: LoweringState, node: SyntaxNode, target: Expr, args: readonly Expr[]): void {
  state.cfg.emit({
    kind: 'assign',
    target,
    value: { kind: 'opaque', text: 'iteration', parts: args },
    loc: locOf(node),
  });
}

/** Arguments of a macro that masking made the condition of a `while`. */
function macroArguments(condition: SyntaxNode): SyntaxNode[] {
  const list = condition.type === 'parenthesized_expression' ? condition.children : [condition];
  return list.flatMap((node) => {
    const args: SyntaxNode[] = [];
    let rest = node;
    for (; rest.type === 'comma_expression'; rest = requiredField(rest, 'right')) {
      args.push(requiredField(rest, 'left'));
    }
    return [...args, rest];
  });
}

/** `scoped_guard(class, args) body`: a `for` loop of one round (include/linux/cleanup.h), so `break` and `continue` leave it. */
function lowerScopedGuard(state: LoweringState, node: SyntaxNode, macro: string): void {
  const condition = requiredField(node, 'condition');
  const outer = state.scope;
  const args = lowerAll(state, macroArguments(condition));
  emitCall(state, node, { callee: macro }, args, false);
  const after = { block: state.cfg.newBlock(), scope: outer };
  state.scope = withCleanup(outer, { callee: macro, args });
  repeated(state, { breakTarget: after, continueTarget: after }, () =>
    lowerBody(state, requiredField(node, 'body'), condition.end - 1),
  );
  closeScope(state, outer, endLoc(state, node));
  state.cfg.place(after.block);
}
