import { kernelDialect } from './dialect.js';
import type { FunctionIR } from './ir.js';
import { lowerFunction } from './lower.js';
import { parseUnit } from './parse.js';
import { printBlock } from './print.js';
import type { ChangedLines } from './touch.js';
import { verify } from './verify.js';

/**
 * The CFGs of all functions in a piece of C text, in the shipped dialect with every `#ifdef` taken; for tests and for looking
 * at what lowering does. Throws an Error for a function that cannot be read.
 */
export function lowerText(text: string, touched: ChangedLines = { changed: [], gaps: [] }): FunctionIR[] {
  const unit = parseUnit(
    { path: 'snippet.c', text, complete: true, fragments: [] },
    { config: 'all', lower: (syntax) => lowerFunction(syntax, { dialect: kernelDialect(), touched }) },
  );
  const [skipped] = unit.skipped;
  if (skipped) throw new Error(`${skipped.function}: ${skipped.reason}`);
  return unit.functions.map((head) => head.lower());
}

/** The CFG of one function with this body and the parameters `int a, int b, struct folio *folio, struct page *page`. */
export function lowerStatements(body: string): FunctionIR {
  return lowerText(`int f(int a, int b, struct folio *folio, struct page *page)\n{\n${body}\n}\n`)[0]!;
}

/** The text of `lowerStatements`' CFG, without the function's head. Throws an Error where it breaks the contract of the CFG. */
export function cfgText(body: string): string {
  const ir = lowerStatements(body);
  const problems = verify(ir);
  if (problems.length > 0) throw new Error(problems.join('; '));
  return ir.blocks.map(printBlock).join('\n');
}
