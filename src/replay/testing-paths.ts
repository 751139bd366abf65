import type { Operation } from '../analysis/index.js';
import type { BasicBlock, BinaryOp, Call, Expr, FunctionIR, Instruction } from '../c/index.js';
import { NEWEST } from '../page/index.js';
import { type Machine, machineFor, perform } from './machine.js';
import { times } from './testing.js';

/** A number, or the pointer to an object that the path made. */
type Value = number | Made;

/** An object on one path, with what went wrong with it first. */
interface Made {
  /** Of the call that made it. */
  readonly line: number;
  readonly machine: Machine;
  hazard?: string;
}

/** One path under way; what the environment decides is answered by `choices`, in order. */
interface Run {
  readonly choices: readonly number[];
  used: number;
  readonly cells: Map<string, Value>;
  readonly made: Made[];
}

/** A choice was needed that nobody made yet: this many answers are possible. */
class Undecided {
  constructor(readonly answers: number) {}
}

/**
 * For tests: runs all paths of a loop-free function on simulated folios, with every answer that its parameters and
 * callees can give. What comes out is `RULE LINE` for the first thing that goes wrong with the object made at that line.
 */
export function runEveryPath(fn: FunctionIR): string[] {
  const hazards = new Set<string>();
  const pending: (readonly number[])[] = [[]];
  for (let choices = pending.pop(); choices; choices = pending.pop()) {
    const run: Run = { choices, used: 0, cells: new Map(), made: [] };
    try {
      walk(fn, run);
      for (const made of run.made) if (made.hazard) hazards.add(`${made.hazard} ${made.line}`);
    } catch (stop) {
      if (!(stop instanceof Undecided)) throw stop;
      for (let n = 0; n < stop.answers; n++) pending.push([...choices, n]);
    }
  }
  return [...hazards].sort();
}

function choose(run: Run, answers: readonly number[]): number {
  const choice = run.choices[run.used++];
  if (choice === undefined) throw new Undecided(answers.length);
  return answers[choice]!;
}

/** Numbers on both sides of every constant that the functions ask for. */
const NUMBERS = [-1, 0, 1, 2];

function walk(fn: FunctionIR, run: Run): void {
  let block: BasicBlock = fn.blocks[0]!;
  for (;;) {
    for (const instruction of block.instructions) step(fn, run, instruction);
    const { end } = block;
    if (end.kind === 'goto') block = fn.blocks[end.to]!;
    else if (end.kind === 'branch') block = fn.blocks[truth(value(fn, run, end.cond)) ? end.yes : end.no]!;
    else if (end.kind === 'return') break;
    else throw new Error(`a loop-free function has no ${end.kind}`);
  }
  for (const made of run.made) if (heldAtEnd(run, made)) made.hazard ??= 'refcount-leak';
}

/** A reference is left, and no memory that outlives the function leads to the object. */
function heldAtEnd({ cells }: Run, made: Made): boolean {
  const stored = [...cells].some(([cell, v]) => v === made && cell.includes('->'));
  return made.machine.claims.path > 0 && !stored;
}

function step(fn: FunctionIR, run: Run, i: Instruction): void {
  if (i.kind === 'call') run.cells.set(`$${i.temp}`, call(fn, run, i));
  else if (i.kind === 'define') run.cells.set(`$${i.temp}`, value(fn, run, i.value));
  else if (i.kind === 'assign') run.cells.set(cellOf(fn, run, i.target), value(fn, run, i.value));
}

/** A field of a made object is an access to it; all others are memory of the caller. */
function cellOf(fn: FunctionIR, run: Run, target: Expr): string {
  if (target.kind === 'name') return target.name;
  if (target.kind !== 'field' || target.base.kind !== 'name') throw new Error(`nothing is stored in a ${target.kind}`);
  const base = fn.locals.has(target.base.name) ? value(fn, run, target.base) : undefined;
  if (base === undefined) return `${target.base.name}->${target.name}`;
  act(base, { kind: 'use' });
  return `${target.base.name}.${target.name}`;
}

function call(fn: FunctionIR, run: Run, { callee, args, loc }: Call): Value {
  switch (callee) {
    case 'folio_alloc':
      return choose(run, [0, 1]) === 0 ? 0 : make(run, loc.line);
    case 'folio_get':
    case 'folio_put':
      act(value(fn, run, args[0]!), { kind: callee === 'folio_get' ? 'get' : 'put', times: times(1), pin: false });
      return 0;
    case 'shmem_get_folio':
      return fill(fn, run, args[3]!, loc.line);
    default:
      return choose(run, NUMBERS);
  }
}

/** An out-parameter is set where the call succeeds. */
function fill(fn: FunctionIR, run: Run, target: Expr, line: number): Value {
  const error = choose(run, [0, -5]);
  if (error === 0 && target.kind === 'addressof') run.cells.set(cellOf(fn, run, target.of), make(run, line));
  return error;
}

function make(run: Run, line: number): Made {
  const world = { name: '', order: 0, symbols: {}, start: 'free', holders: {}, allowance: 0 } as const;
  const machine = machineFor({ ...world, visited: false, leaves: false, decides: true }, NEWEST);
  perform(machine, { operation: { kind: 'allocate', frozen: false }, api: 'folio_alloc', next: undefined });
  const made = { line, machine };
  run.made.push(made);
  return made;
}

/** To follow NULL is another defect than those of counts: the path goes on as if nothing was. */
function act(made: Value, operation: Operation): void {
  if (typeof made === 'number') return;
  const { fault } = perform(made.machine, { operation, api: `folio_${operation.kind}`, next: undefined });
  if (fault !== undefined) made.hazard ??= operation.kind === 'put' ? 'over-put' : 'use-after-put';
}

function value(fn: FunctionIR, run: Run, expr: Expr): Value {
  switch (expr.kind) {
    case 'const':
      return expr.value;
    case 'temp':
      return run.cells.get(`$${expr.id}`)!;
    case 'name':
      return named(fn, run, expr.name);
    case 'unary':
      return expr.op === '!' ? Number(!truth(value(fn, run, expr.of))) : -value(fn, run, expr.of);
    case 'binary':
      return COMPARISONS[expr.op]!(value(fn, run, expr.left), value(fn, run, expr.right));
    default:
      throw new Error(`no value for ${expr.kind}`);
  }
}

/** A parameter is decided when it is first looked at. */
function named(fn: FunctionIR, run: Run, name: string): Value {
  if (name === 'NULL') return 0;
  if (/^E[A-Z]+$/.test(name)) return 5;
  if (!run.cells.has(name) && fn.params.some((p) => p.name === name)) run.cells.set(name, choose(run, NUMBERS));
  return run.cells.get(name) ?? 0;
}

function truth(v: Value): boolean {
  return v !== 0;
}

const COMPARISONS: Partial<Record<BinaryOp, (a: Value, b: Value) => number>> = {
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<': (a, b) => Number(a < b),
  '>=': (a, b) => Number(a >= b),
};
