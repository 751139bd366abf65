import type { BasicBlock, FunctionIR, Terminator } from '../c/index.js';

/**
 * A fatal assertion ends its block with a branch to a stop. Here checks only report, so control passes: the block where
 * it goes on; undefined for any other branch.
 */
export function passedCheck(
  { blocks }: FunctionIR,
  { instructions }: BasicBlock,
  { yes, no }: Terminator & { kind: 'branch' },
): number | undefined {
  const last = instructions.at(-1);
  if (last?.kind !== 'call' || last.callee === undefined || !/BUG_ON/.test(last.callee)) return undefined;
  if (isStop(blocks[yes]!)) return no;
  return isStop(blocks[no]!) ? yes : undefined;
}

function isStop({ instructions, end }: BasicBlock): boolean {
  return end.kind === 'stop' && instructions.length === 0;
}
