import { type Access, type Bug, type Execution, type Memory, type Outcome, SemanticsError } from '../page/index.js';

/** What a variable holds: `bigint` for 64-bit integers, a number for all else; see `address.ts` for pointers. */
export type Value = number | bigint;

/** One instruction. It finds `frame.pc` already behind itself, and jumps by setting it. */
export type Op = (cpu: Cpu, frame: Frame) => void;

/** A compiled function. Filled in while it is compiled, so that two functions may call each other. */
export interface Code {
  readonly name: string;
  readonly file: string;
  readonly ops: Op[];
  /** By index of the op: what it does to shared memory. */
  readonly accesses: (Access | undefined)[];
  /** Parameters come first. */
  slots: number;
}

/** One call of a function. */
export interface Frame {
  readonly code: Code;
  pc: number;
  readonly slots: Value[];
  /** Where the caller wants the result; -1 when it does not. */
  readonly result: number;
}

/** The state of a call under way. */
export interface Cpu {
  memory: Memory;
  readonly frames: Frame[];
  readonly bugs: Bug[];
  freed: boolean;
  /** What the outermost function returned. */
  ret: Value | undefined;
  /** Instructions that may still be carried out. */
  fuel: number;
}

/** A loop of the kernel's own is far shorter; one that does not end shall be told, not waited for. */
const FUEL = 10_000;

/** Prepares a call of `code` with its parameters in order. */
export function prepare(memory: Memory, code: Code, args: readonly Value[]): Cpu {
  const cpu: Cpu = { memory, frames: [], bugs: [], freed: false, ret: undefined, fuel: FUEL };
  enter(cpu, code, args, -1);
  return cpu;
}

/** Calls `code` from the frame on top; its result goes to the slot `result` of that frame. */
export function enter(cpu: Cpu, code: Code, args: readonly Value[], result: number): void {
  if (cpu.frames.length > MAX_DEPTH) throw new SemanticsError(`${code.name}(): calls are nested too deeply`);
  const slots = new Array<Value>(code.slots).fill(0);
  for (let i = 0; i < args.length; i++) slots[i] = args[i]!;
  cpu.frames.push({ code, pc: 0, slots, result });
}

const MAX_DEPTH = 64;

/** Ends the frame on top. */
export function leave(cpu: Cpu, value: Value | undefined): void {
  const frame = cpu.frames.pop()!;
  const caller = cpu.frames.at(-1);
  if (!caller) cpu.ret = value;
  else if (frame.result >= 0) caller.slots[frame.result] = value ?? 0;
}

/** Runs a call to its end. Throws a `SemanticsError` when it does not come to one. */
export function runToEnd(cpu: Cpu): void {
  const { frames } = cpu;
  while (frames.length > 0) {
    const frame = frames[frames.length - 1]!;
    const op = frame.code.ops[frame.pc++]!;
    if (--cpu.fuel < 0) throw outOfFuel(frame);
    op(cpu, frame);
  }
}

function outOfFuel({ code }: Frame): SemanticsError {
  return new SemanticsError(`${code.name}() does not end within ${FUEL} steps (${code.file})`);
}

/** A run that stops in front of each access to shared memory; `finish` turns the result into an outcome. */
export function stepwise(cpu: Cpu, finish: (cpu: Cpu) => Outcome): Execution {
  runToAccess(cpu);
  return {
    get pending() {
      return pendingOf(cpu);
    },
    get outcome() {
      return cpu.frames.length === 0 ? finish(cpu) : undefined;
    },
    step: (memory) => {
      const frame = cpu.frames.at(-1);
      if (!frame) return;
      cpu.memory = memory;
      frame.code.ops[frame.pc++]!(cpu, frame);
      runToAccess(cpu);
    },
    clone: () => stepwise(copyOf(cpu), finish),
    key: () => keyOf(cpu),
  };
}

function pendingOf({ frames }: Cpu): Access | undefined {
  const frame = frames[frames.length - 1];
  return frame?.code.accesses[frame.pc];
}

function runToAccess(cpu: Cpu): void {
  const { frames } = cpu;
  while (frames.length > 0) {
    const frame = frames[frames.length - 1]!;
    if (frame.code.accesses[frame.pc]) return;
    if (--cpu.fuel < 0) throw outOfFuel(frame);
    frame.code.ops[frame.pc++]!(cpu, frame);
  }
}

function copyOf(cpu: Cpu): Cpu {
  const frames = cpu.frames.map((frame) => ({ ...frame, slots: [...frame.slots] }));
  return { ...cpu, frames, bugs: [...cpu.bugs] };
}

function keyOf({ frames, bugs, freed, ret }: Cpu): string {
  const stack = frames.map(({ code, pc, slots }) => `${code.file}:${code.name}:${pc}:${slots.join(',')}`);
  const fired = bugs.map((bug) => `${bug.file}:${bug.line}`);
  return [...stack, fired.join(','), freed, ret].join('|');
}
