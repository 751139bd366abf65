import type { Call, Instruction } from '../c/index.js';
import { SemanticsError } from '../page/index.js';
import { callResult } from './call.js';
import type { Program } from './program.js';
import { compileExpr, type Scope } from './scope.js';
import { commonType, INT, sameType } from './types.js';
import { type Compiled, slotOf } from './value.js';

/**
 * Gives each temp of a function its type and its slot, behind the first `base` slots, or its constant value. Returns how
 * many slots that are. A value that is made on two arms (`a ? b : c`) gets the type that C gives to both together.
 */
export function temporaries(program: Program, scope: Scope, base: number): number {
  let count = 0;
  for (const { instructions } of scope.ir.blocks) {
    for (const instruction of instructions) {
      if (instruction.kind !== 'call' && instruction.kind !== 'define') continue;
      count = Math.max(count, instruction.temp + 1);
      scope.temps.set(instruction.temp, resultOf(program, scope, base + instruction.temp, instruction));
    }
  }
  return count;
}

function resultOf(
  program: Program,
  scope: Scope,
  slot: number,
  made: Call | (Instruction & { kind: 'define' }),
): Compiled {
  if (made.kind === 'call') {
    const result = tried(() => callResult(program, scope, made));
    return result?.constant === undefined ? slotOf(result?.type ?? INT, slot) : result;
  }
  const type = tried(() => compileExpr(scope, made.value).type) ?? INT;
  const other = scope.temps.get(made.temp)?.type;
  return slotOf(other && !sameType(other, type) ? commonType(other, type) : type, slot);
}

/** What is not understood is told when the instruction itself is compiled. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof SemanticsError) return undefined;
    throw error;
  }
}
