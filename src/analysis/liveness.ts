import {
  type BasicBlock,
  type Expr,
  type FunctionIR,
  type Instruction,
  operandsOf,
  successors,
  type Terminator,
} from '../c/index.js';
import { tempCell } from './evaluate.js';

/** For each block, the locals and temps that may still be read when control arrives there. */
export type Liveness = readonly ReadonlySet<string>[];

/** Backward live-variable analysis; a local whose address is taken is live everywhere. */
export function liveness(fn: FunctionIR): Liveness {
  const always = addressTaken(fn);
  const live = fn.blocks.map(() => new Set<string>(always));
  for (let changed = true; changed; ) {
    changed = false;
    for (let b = fn.blocks.length - 1; b >= 0; b--) {
      const block = fn.blocks[b];
      const known = live[b];
      if (!block || !known) continue;
      const next = liveIn(block, live, always);
      if (next.size > known.size) {
        live[b] = next;
        changed = true;
      }
    }
  }
  return live;
}

function liveIn(block: BasicBlock, live: readonly Set<string>[], always: ReadonlySet<string>): Set<string> {
  const out = new Set(always);
  for (const next of successors(block.end)) for (const name of live[next] ?? []) out.add(name);
  readEnd(block.end, out);
  for (let i = block.instructions.length - 1; i >= 0; i--) {
    const instruction = block.instructions[i];
    if (instruction) step(instruction, out, always);
  }
  return out;
}

function readEnd(end: Terminator, out: Set<string>): void {
  if (end.kind === 'branch') read(end.cond, out);
  if (end.kind === 'switch') read(end.value, out);
  if (end.kind === 'return' && end.value) read(end.value, out);
}

function step(i: Instruction, out: Set<string>, always: ReadonlySet<string>): void {
  switch (i.kind) {
    case 'assign':
      if (i.target.kind === 'name' && !always.has(i.target.name)) out.delete(i.target.name);
      if (i.target.kind !== 'name') read(i.target, out);
      read(i.value, out);
      return;
    case 'define':
      out.delete(tempCell(i.temp));
      read(i.value, out);
      return;
    case 'call':
      out.delete(tempCell(i.temp));
      if (i.target) read(i.target, out);
      for (const a of i.args) read(a, out);
      return;
    case 'declare':
      if (!always.has(i.name)) out.delete(i.name);
      return;
    case 'leave':
    case 'touch':
      return;
  }
}

function read(e: Expr, out: Set<string>): void {
  if (e.kind === 'name') out.add(e.name);
  if (e.kind === 'temp') out.add(tempCell(e.id));
  for (const child of operandsOf(e)) read(child, out);
}

function addressTaken(fn: FunctionIR): Set<string> {
  const taken = new Set<string>();
  const visit = (e: Expr): void => {
    if (e.kind === 'addressof') {
      const root = rootName(e.of);
      if (root) taken.add(root);
    }
    for (const child of operandsOf(e)) visit(child);
  };
  for (const block of fn.blocks) {
    for (const i of block.instructions) {
      if (i.kind === 'assign') [i.target, i.value].forEach(visit);
      if (i.kind === 'define') visit(i.value);
      if (i.kind === 'call') i.args.forEach(visit);
    }
  }
  return taken;
}

function rootName(e: Expr): string | undefined {
  if (e.kind === 'name') return e.name;
  if (e.kind === 'field' && !e.arrow) return rootName(e.base);
  return e.kind === 'index' ? rootName(e.base) : undefined;
}
