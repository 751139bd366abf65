import { successors } from './cfg.js';
import { expressionText } from './expression-text.js';
import type { BasicBlock, Expr, FunctionIR, Instruction, Terminator } from './ir.js';
import { instructionText } from './print.js';

/**
 * What is wrong with a CFG, one line each; empty when it keeps the contract of `FunctionIR`: ids count from 0 in reverse
 * postorder, all targets exist, all blocks are reachable, `loopHead` marks the targets of back edges, and each temp is defined
 * on every path before it is read.
 */
export function verify(ir: FunctionIR): string[] {
  const structure = [...misnumbered(ir), ...danglingTargets(ir)];
  return structure.length > 0 ? structure : [...misplacedLoopHeads(ir), ...unreached(ir), ...undefinedTemps(ir)];
}

function misnumbered({ blocks }: FunctionIR): string[] {
  if (blocks.length === 0) return ['no entry block'];
  return blocks.flatMap(({ id }, index) => (id === index ? [] : [`block ${index} has the id ${id}`]));
}

function danglingTargets({ blocks }: FunctionIR): string[] {
  return blocks.flatMap(({ id, end }) =>
    successors(end).flatMap((to) => (blocks[to] ? [] : [`b${id} goes to b${to}, which does not exist`])),
  );
}

function misplacedLoopHeads({ blocks }: FunctionIR): string[] {
  const heads = new Set(blocks.flatMap(({ id, end }) => successors(end).filter((to) => to <= id)));
  return blocks.flatMap(({ id, loopHead }) =>
    loopHead === heads.has(id) ? [] : [`b${id} ${loopHead ? 'is no' : 'is a'} loop head`],
  );
}

/** In reverse postorder each block but the entry has a predecessor in front of it. */
function unreached({ blocks }: FunctionIR): string[] {
  const reached = new Set([0, ...blocks.flatMap(({ id, end }) => successors(end).filter((to) => to > id))]);
  return blocks.flatMap(({ id }) => (reached.has(id) ? [] : [`b${id} has no predecessor in front of it`]));
}

/** Forward must-analysis of the defined temps, repeated until nothing changes. */
function undefinedTemps({ blocks }: FunctionIR): string[] {
  const crossing = tempsAcrossBlocks(blocks);
  const defines = blocks.map((block) => block.instructions.flatMap(definedTemp).filter((temp) => crossing.has(temp)));
  const atEntry: (ReadonlySet<number> | undefined)[] = [new Set<number>()];
  for (let changed = true; changed; ) {
    changed = false;
    for (const { id, end } of blocks) {
      const defined = new Set([...(atEntry[id] ?? []), ...defines[id]!]);
      for (const to of successors(end)) {
        const before = atEntry[to];
        const met = before ? new Set([...before].filter((temp) => defined.has(temp))) : defined;
        if (met.size === before?.size) continue;
        atEntry[to] = met;
        changed = true;
      }
    }
  }
  return blocks.flatMap((block) => badReads(block, new Set(atEntry[block.id])));
}

/** Temps that some block reads without defining them; the results of most calls are read where they are made. */
function tempsAcrossBlocks(blocks: readonly BasicBlock[]): ReadonlySet<number> {
  return new Set(
    blocks.flatMap((block) => {
      const own = new Set(block.instructions.flatMap(definedTemp));
      const read = [...block.instructions.flatMap(readBy), ...readAtEnd(block.end)].flatMap(tempsIn);
      return read.filter((temp) => !own.has(temp));
    }),
  );
}

function definedTemp(instruction: Instruction): number[] {
  return instruction.kind === 'call' || instruction.kind === 'define' ? [instruction.temp] : [];
}

function badReads(block: BasicBlock, defined: Set<number>): string[] {
  const problems: string[] = [];
  const check = (exprs: readonly Expr[], where: string) => {
    for (const temp of exprs.flatMap(tempsIn)) {
      if (!defined.has(temp)) problems.push(`b${block.id}: t${temp} is not defined on every path to "${where}"`);
    }
  };
  for (const instruction of block.instructions) {
    check(readBy(instruction), instructionText(instruction));
    for (const temp of definedTemp(instruction)) defined.add(temp);
  }
  const last = readAtEnd(block.end);
  check(last, last.map(expressionText).join(', '));
  return problems;
}

function readBy(instruction: Instruction): readonly Expr[] {
  switch (instruction.kind) {
    case 'assign':
      return [instruction.target, instruction.value];
    case 'define':
      return [instruction.value];
    case 'call':
      return instruction.target ? [instruction.target, ...instruction.args] : instruction.args;
    default:
      return [];
  }
}

function readAtEnd(end: Terminator): readonly Expr[] {
  switch (end.kind) {
    case 'branch':
      return [end.cond];
    case 'switch':
      return [end.value, ...end.cases.flatMap(({ low, high }) => [low, high])];
    case 'return':
      return end.value ? [end.value] : [];
    default:
      return [];
  }
}

function tempsIn(expr: Expr): number[] {
  switch (expr.kind) {
    case 'temp':
      return [expr.id];
    case 'field':
    case 'deref':
      return tempsIn(expr.base);
    case 'index':
      return [...tempsIn(expr.base), ...tempsIn(expr.index)];
    case 'addressof':
    case 'unary':
    case 'cast':
      return tempsIn(expr.of);
    case 'binary':
      return [...tempsIn(expr.left), ...tempsIn(expr.right)];
    case 'opaque':
      return expr.parts.flatMap(tempsIn);
    default:
      return [];
  }
}
