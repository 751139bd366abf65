import { expressionText } from './expression-text.js';
import type { BasicBlock, Call, FunctionIR, Instruction, Terminator } from './ir.js';

/** A readable text of a function's CFG, one paragraph a block; for snapshots and debugging. */
export function printFunction(ir: FunctionIR): string {
  const params = ir.params.map(({ type, name }) => declared(type, name)).join(', ');
  const head = `${ir.static ? 'static ' : ''}${declared(ir.returnType, ir.name)}(${params})${ir.complete ? '' : ' (a part)'}`;
  return [head, ...ir.blocks.map(printBlock)].join('\n');
}

function declared(type: string, name: string): string {
  return type.endsWith('*') ? `${type}${name}` : `${type} ${name}`;
}

/** One block: its id, its instructions and its terminator. */
export function printBlock(block: BasicBlock): string {
  const lines = [...block.instructions.map(instructionText), terminatorText(block.end)];
  return [`b${block.id}:${block.loopHead ? ' loop' : ''}`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** One instruction on one line. */
export function instructionText(instruction: Instruction): string {
  switch (instruction.kind) {
    case 'declare':
      return `declare ${instruction.name}: ${instruction.type}`;
    case 'assign':
      return `${expressionText(instruction.target)} = ${expressionText(instruction.value)}`;
    case 'define':
      return `t${instruction.temp} := ${expressionText(instruction.value)}`;
    case 'call':
      return callText(instruction);
    case 'leave':
      return `leave ${instruction.names.join(', ')}`;
    case 'touch':
      return `touch line ${instruction.loc.line}`;
  }
}

function callText(call: Call): string {
  const callee = call.callee ?? `(*${expressionText(call.target ?? { kind: 'opaque', text: '?', parts: [] })})`;
  const result = call.used ? `t${call.temp} = ` : '';
  const origin = `${call.cleanup ? 'cleanup ' : ''}${result}${callee}`;
  const assertion = call.inAssertion === undefined ? '' : ` inside ${call.inAssertion}`;
  return `${origin}(${call.args.map(expressionText).join(', ')})${assertion}`;
}

function terminatorText(end: Terminator): string {
  switch (end.kind) {
    case 'goto':
      return `goto b${end.to}`;
    case 'branch':
      return `if ${expressionText(end.cond)} goto b${end.yes} else b${end.no}`;
    case 'switch':
      return `switch ${expressionText(end.value)} ${end.cases.map(caseText).join(' ')} default b${end.fallback}`;
    case 'return':
      return end.value ? `return ${expressionText(end.value)}` : 'return';
    case 'unknown':
      return 'unknown';
    case 'stop':
      return 'stop';
  }
}

function caseText({ low, high, to }: Extract<Terminator, { kind: 'switch' }>['cases'][number]): string {
  const [from, until] = [expressionText(low), expressionText(high)];
  return `${from === until ? from : `${from}...${until}`}:b${to}`;
}
