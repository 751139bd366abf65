import type { BasicBlock, Expr, Instruction, Loc, Terminator } from './ir.js';

interface Draft {
  readonly instructions: Instruction[];
  readonly loopDepth: number;
  end: Terminator | undefined;
}

/**
 * A CFG while it is built. Block ids handed out here are provisional; `finish` numbers them anew.
 *
 * Instructions go to the current block. Behind a jump there is none (`reachable` is false) and instructions are dropped
 * until the next `place`, so that lowering need not know what is dead code.
 */
export class CfgBuilder {
  readonly #drafts: Draft[] = [];
  #current: number | undefined;
  #loopDepth = 0;
  #temps = 0;

  constructor() {
    this.#current = this.newBlock();
  }

  get reachable(): boolean {
    return this.#current !== undefined;
  }

  newTemp(): number {
    this.#temps += 1;
    return this.#temps;
  }

  newBlock(): number {
    return this.#drafts.push({ instructions: [], loopDepth: this.#loopDepth, end: undefined }) - 1;
  }

  /** Blocks made while `body` runs count as inside a loop: their order is before what follows the loop. */
  insideLoop(body: () => void): void {
    this.#loopDepth += 1;
    body();
    this.#loopDepth -= 1;
  }

  /** Makes `block` the current one; control that reached here falls into it. */
  place(block: number): void {
    this.goto(block);
    this.#current = block;
  }

  emit(instruction: Instruction): void {
    if (this.#current !== undefined) this.#drafts[this.#current]!.instructions.push(instruction);
  }

  /** The last instruction of the current block. */
  lastInstruction(): Instruction | undefined {
    return this.#current === undefined ? undefined : this.#drafts[this.#current]!.instructions.at(-1);
  }

  end(terminator: Terminator): void {
    const block = this.suspend();
    if (block !== undefined) this.resume(block, [], terminator);
  }

  goto(to: number): void {
    this.end({ kind: 'goto', to });
  }

  /** Branches on `cond`; a `!` or a comparison with zero at the top is turned into the order of the targets. */
  branch(cond: Expr, yes: number, no: number, loc: Loc): void {
    const negated = negationOf(cond);
    const plain = withoutZeroTest(cond);
    if (negated) this.branch(negated, no, yes, loc);
    else if (plain) this.branch(plain, yes, no, loc);
    else if (cond.kind === 'const') this.goto(cond.value === 0 ? no : yes);
    else this.end({ kind: 'branch', cond, yes, no, loc });
  }

  /** Leaves the current block without an end, to be given later by `resume` (a forward goto, a switch head). */
  suspend(): number | undefined {
    const block = this.#current;
    this.#current = undefined;
    return block;
  }

  resume(block: number, instructions: readonly Instruction[], terminator: Terminator): void {
    const draft = this.#drafts[block]!;
    draft.instructions.push(...instructions);
    draft.end = terminator;
  }

  /** The reachable blocks in reverse postorder, the entry first; empty blocks and straight-line joints are gone. */
  finish(): BasicBlock[] {
    this.#threadEmptyBlocks();
    this.#mergeStraightLines();
    return this.#number(this.#reversePostorder());
  }

  #threadEmptyBlocks(): void {
    const target = (from: number): number => {
      const seen = new Set<number>();
      let block = from;
      for (;;) {
        const draft = this.#drafts[block]!;
        if (draft.instructions.length > 0 || draft.end?.kind !== 'goto' || seen.has(block)) return block;
        seen.add(block);
        block = draft.end.to;
      }
    };
    for (const draft of this.#drafts) {
      if (draft.end) draft.end = retarget(draft.end, target);
    }
  }

  #mergeStraightLines(): void {
    const order = this.#reversePostorder();
    const predecessors = new Map<number, number>([[0, 1]]);
    for (const id of order) {
      for (const to of successors(this.#end(id))) predecessors.set(to, (predecessors.get(to) ?? 0) + 1);
    }
    const merged = new Set<number>();
    for (const id of order) {
      if (merged.has(id)) continue;
      const draft = this.#drafts[id]!;
      for (let end = draft.end; end?.kind === 'goto' && predecessors.get(end.to) === 1; end = draft.end) {
        const next = this.#drafts[end.to]!;
        for (const instruction of next.instructions) draft.instructions.push(instruction);
        draft.end = next.end;
        merged.add(end.to);
      }
    }
  }

  /** Shallower successors are visited first and so come last: a loop's body stands before what follows the loop. */
  #reversePostorder(): number[] {
    const visited = new Set<number>([0]);
    const postorder: number[] = [];
    const stack = [{ id: 0, rest: this.#visitOrder(0) }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        postorder.push(top.id);
        stack.pop();
      } else if (!visited.has(next)) {
        visited.add(next);
        stack.push({ id: next, rest: this.#visitOrder(next) });
      }
    }
    return postorder.reverse();
  }

  /** Successors, the one to visit first at the end. */
  #visitOrder(id: number): number[] {
    const depth = (block: number) => this.#drafts[block]!.loopDepth;
    return [...successors(this.#end(id))].sort((a, b) => depth(b) - depth(a));
  }

  #number(order: readonly number[]): BasicBlock[] {
    const ids = new Map(order.map((draft, id) => [draft, id]));
    const ends = order.map((draft) => retarget(this.#end(draft), (to) => ids.get(to)!));
    const heads = new Set(ends.flatMap((end, id) => successors(end).filter((to) => to <= id)));
    return order.map((draft, id) => ({
      id,
      instructions: this.#drafts[draft]!.instructions,
      end: ends[id]!,
      loopHead: heads.has(id),
    }));
  }

  #end(id: number): Terminator {
    const end = this.#drafts[id]!.end;
    if (!end) throw new Error(`block ${id} was left without a terminator`);
    return end;
  }
}

/** The ids of the blocks that control may go to next; a block that several cases share is named once for each. */
export function successors(end: Terminator): number[] {
  switch (end.kind) {
    case 'goto':
      return [end.to];
    case 'branch':
      return [end.yes, end.no];
    case 'switch':
      return [...end.cases.map((label) => label.to), end.fallback];
    case 'return':
    case 'unknown':
    case 'stop':
      return [];
  }
}

/** The same end with other targets; a branch whose arms have become one is a goto. */
function retarget(end: Terminator, map: (to: number) => number): Terminator {
  switch (end.kind) {
    case 'goto':
      return { kind: 'goto', to: map(end.to) };
    case 'branch': {
      const [yes, no] = [map(end.yes), map(end.no)];
      return yes === no ? { kind: 'goto', to: yes } : { ...end, yes, no };
    }
    case 'switch':
      return {
        ...end,
        cases: end.cases.map((label) => ({ ...label, to: map(label.to) })),
        fallback: map(end.fallback),
      };
    default:
      return end;
  }
}

function negationOf(cond: Expr): Expr | undefined {
  if (cond.kind === 'unary' && cond.op === '!') return cond.of;
  return cond.kind === 'binary' && cond.op === '==' ? comparedWithZero(cond.left, cond.right) : undefined;
}

function withoutZeroTest(cond: Expr): Expr | undefined {
  return cond.kind === 'binary' && cond.op === '!=' ? comparedWithZero(cond.left, cond.right) : undefined;
}

function comparedWithZero(left: Expr, right: Expr): Expr | undefined {
  if (right.kind === 'const' && right.value === 0) return left;
  return left.kind === 'const' && left.value === 0 ? right : undefined;
}
