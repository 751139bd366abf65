import { type BasicBlock, type FunctionIR, successors } from '../c/index.js';

export interface Loop {
  readonly blocks: ReadonlySet<number>;
  /** The locals that the loop writes: what widening must forget. */
  readonly writes: ReadonlySet<string>;
}

/** The natural loops of a function by their head. */
export function loopsOf(fn: FunctionIR): ReadonlyMap<number, Loop> {
  const predecessors = predecessorsOf(fn);
  const result = new Map<number, Loop>();
  for (const head of fn.blocks) {
    if (!head.loopHead) continue;
    const blocks = naturalLoop(fn, head.id, predecessors);
    result.set(head.id, { blocks: new Set(blocks.map((b) => b.id)), writes: writtenIn(blocks) });
  }
  return result;
}

function predecessorsOf(fn: FunctionIR): number[][] {
  const predecessors: number[][] = fn.blocks.map(() => []);
  for (const b of fn.blocks) for (const next of successors(b.end)) predecessors[next]?.push(b.id);
  return predecessors;
}

/** The blocks that reach a back edge of `head` without passing it; ids are in reverse postorder. */
function naturalLoop(fn: FunctionIR, head: number, predecessors: readonly (readonly number[])[]): BasicBlock[] {
  const inside = new Set([head]);
  const work = (predecessors[head] ?? []).filter((p) => p >= head);
  for (let b = work.pop(); b !== undefined; b = work.pop()) {
    if (inside.has(b)) continue;
    inside.add(b);
    for (const p of predecessors[b] ?? []) if (p >= head) work.push(p);
  }
  return fn.blocks.filter((b) => inside.has(b.id));
}

function writtenIn(blocks: readonly BasicBlock[]): Set<string> {
  const names = new Set<string>();
  for (const block of blocks) {
    for (const i of block.instructions) {
      if (i.kind === 'assign' && i.target.kind === 'name') names.add(i.target.name);
    }
  }
  return names;
}
