/**
 * The C front end: what the functions of a kernel source file do, as control flow graphs.
 *
 * In: a `SourceImage` (a whole file, or only what the hunks of a patch show). Out: a `Unit`: the heads of all functions,
 * whose bodies are lowered to a `FunctionIR` when they are asked for, and the functions that could not be read, with the
 * reason. Kernel macros that plain C cannot express are masked first, at equal length, by `rules/dialect.yaml`.
 *
 *     const unit = parseUnit(image, { config: 'all', lower: (syntax) => lowerFunction(syntax, { dialect, touched: image }) });
 *     unit.functions[0].lower().blocks        // basic blocks in reverse postorder
 */
export type { FunctionSyntax, SyntaxNode } from './ast.js';
export { successors } from './cfg.js';
export { kernelDialect } from './dialect.js';
export { expressionText } from './expression-text.js';
export type * from './ir.js';
export { lowerFunction } from './lower.js';
export { isCallable } from './mask/keywords.js';
export { operandsOf } from './operands.js';
export { parseUnit } from './parse.js';
export { LoweringError } from './state.js';
export { parsesCutOff } from './syntax.js';
export { treesFreed } from './trees.js';
