import type { BasicBlock, Call, Expr, FunctionIR, Instruction } from '../c/index.js';
import { atomicOf } from './atomics.js';
import { isExchange } from './exchange.js';
import { knownCall } from './known.js';

/**
 * Makes a function whole of which hunks show a part. When they show what it does to a count, what is missing is tracing
 * and `return ret`, and it stays as it is. When they show but checks, these run first and then the function as the layer
 * below has it, under the name `below`.
 */
export function finished(ir: FunctionIR, line: (n: number) => string, below: string): FunctionIR {
  const seen = ir.blocks.flatMap(({ instructions }) => instructions);
  return seen.some((it) => actsOnCount(it)) && startsAtHead(ir, line)
    ? ir
    : { ...ir, blocks: ir.blocks.map((block) => goingOn(ir, block, below)) };
}

/** The fragment begins with the head, or with the brace behind it. */
function startsAtHead(ir: FunctionIR, line: (n: number) => string): boolean {
  const first = line(ir.first.line);
  return first.includes(`${ir.name}(`) || /^\s*\{/.test(first);
}

/** An atomic operation, or a call of some other primitive. */
function actsOnCount(instruction: Instruction): boolean {
  if (instruction.kind !== 'call' || instruction.callee === undefined || instruction.inAssertion) return false;
  const { callee } = instruction;
  if (atomicOf(callee) || isExchange(callee) || knownCall(callee)?.kind === 'free') return true;
  return (
    knownCall(callee) === undefined && /^(?:page|folio|get|put|set|init)_\w*(?:ref|count|get|put|page)/.test(callee)
  );
}

/** Where the fragment ends, the function below is called with the same arguments. */
function goingOn(ir: FunctionIR, block: BasicBlock, below: string): BasicBlock {
  if (block.end.kind !== 'unknown') return block;
  const { loc } = block.end;
  const args = ir.params.map(({ name }): Expr => ({ kind: 'name', name }));
  const temp =
    1 + Math.max(0, ...ir.blocks.flatMap(({ instructions }) => instructions.map((it) => ('temp' in it ? it.temp : 0))));
  const call: Call = { kind: 'call', callee: below, args, temp, used: true, cleanup: false, loc };
  const value: Expr = { kind: 'temp', id: temp };
  const end = { kind: 'return' as const, loc, ...(ir.returnType !== 'void' && { value }) };
  return { ...block, instructions: [...block.instructions, call], end };
}
