import type { FunctionSyntax } from './ast.js';
import { CfgBuilder } from './cfg.js';
import type { Dialect } from './dialect.js';
import type { Expr, FunctionIR } from './ir.js';
import { lowerReturn, resolveGotos } from './jump.js';
import type { LoweringState } from './state.js';
import { lowerContents } from './statement.js';
import { type ChangedLines, touchesIn } from './touch.js';

/** What lowering needs to know besides the function itself. */
export interface LoweringContext {
  readonly dialect: Dialect;
  readonly touched: ChangedLines;
}

/**
 * Lowers a function's syntax to its CFG. Throws a `LoweringError` for syntax that is not understood and for statements or
 * expressions nested more than 400 deep.
 */
export function lowerFunction(syntax: FunctionSyntax, context: LoweringContext): FunctionIR {
  const state = initialState(syntax, context);
  const entry = state.cfg.suspend()!;
  const first = state.cfg.newBlock();
  state.cfg.place(first);
  lowerContents(state, syntax.body);
  if (syntax.openEnd) state.cfg.end({ kind: 'unknown', loc: syntax.last });
  else lowerReturn(state, undefined, syntax.last);
  resolveGotos(state);
  enter(state, entry, first);
  return {
    name: syntax.name,
    file: syntax.path,
    static: syntax.static,
    returnType: syntax.returnType,
    params: syntax.params,
    locals: new Map([...state.locals].map(([name, { type }]) => [name, type])),
    blocks: state.cfg.finish(),
    first: syntax.first,
    last: syntax.last,
    complete: syntax.complete,
  };
}

function initialState(syntax: FunctionSyntax, { dialect, touched }: LoweringContext): LoweringState {
  return {
    syntax,
    cfg: new CfgBuilder(),
    dialect,
    touches: touchesIn(syntax, touched),
    locals: new Map(),
    labels: new Map(),
    gotos: [],
    entries: [],
    scope: undefined,
    breakTarget: undefined,
    continueTarget: undefined,
    switchLabels: undefined,
    assertion: undefined,
    nesting: 0,
  };
}

/** Gives the entry its end; a fragment is also entered at the labels and cases whose gotos and switch it does not show. */
function enter(state: LoweringState, entry: number, first: number): void {
  const { syntax, gotos, labels, entries, cfg } = state;
  const jumped = new Set(gotos.map((jump) => jump.label));
  const unseen = syntax.complete ? [] : [...labels].flatMap(([name, { block }]) => (jumped.has(name) ? [] : [block]));
  const cases = [...entries, ...unseen].map((to, index) => {
    const value: Expr = { kind: 'const', value: index };
    return { low: value, high: value, to };
  });
  const value: Expr = { kind: 'opaque', text: 'entry', parts: [] };
  cfg.resume(
    entry,
    [],
    cases.length === 0
      ? { kind: 'goto', to: first }
      : { kind: 'switch', value, cases, fallback: first, loc: syntax.first, isEntry: true },
  );
}
