import type { BasicBlock, FunctionIR, Instruction, Terminator } from '../c/index.js';
import { newMemory, SemanticsError } from '../page/index.js';
import { compileCall } from './call.js';
import { type Code, leave, type Op, prepare, runToEnd, type Value } from './cpu.js';
import type { Emission } from './emission.js';
import { passedCheck } from './fatal.js';
import type { Callable, Library, Program } from './program.js';
import { compileExpr, type Scope, type Variable } from './scope.js';
import { temporaries } from './temporaries.js';
import { type CType, INT, typeOf, VOID } from './types.js';
import { type Compiled, constantOf, convert, slotOf, truth } from './value.js';

/** A program that compiles what it is asked for when it is asked for it, and each thing once. */
export function programOf(library: Library): Program {
  const callables = new Map<string, Callable>();
  const constants = new Map<string, Compiled | undefined>();
  const program: Program = {
    library,
    callable: (name) => {
      const ir = callables.has(name) ? undefined : library.functionIR(name);
      if (!ir) return callables.get(name);
      const types = ir.params.map((param) => typeOf(param.type) ?? VOID);
      return compile(program, ir, types, typeOf(ir.returnType), (made) => callables.set(name, made));
    },
    macro: (name, types) => {
      const key = `${name}(${types.map((type) => JSON.stringify(type)).join()})`;
      const macro = callables.has(key) ? undefined : library.macro(name);
      if (!macro?.called) return callables.get(key);
      return compile(program, macro.ir, types, undefined, (made) => callables.set(key, made));
    },
    constant: (name) => {
      if (!constants.has(name)) {
        // A macro that is made of itself finds nothing here.
        constants.set(name, undefined);
        constants.set(name, constantMacro(program, name));
      }
      return constants.get(name);
    },
  };
  return program;
}

function constantMacro(program: Program, name: string): Compiled | undefined {
  const macro = program.library.macro(name);
  if (!macro || macro.called) return undefined;
  const { code, returns } = compile(program, macro.ir, [], undefined, () => {});
  const cpu = prepare(newMemory(0), code, []);
  runToEnd(cpu);
  return constantOf(returns, cpu.ret ?? 0);
}

/**
 * Compiles one function. `returns` is undefined for a macro, whose value has the type of its expression. `keep` is told
 * the function before it is filled in too, so that it may call itself.
 */
function compile(
  program: Program,
  ir: FunctionIR,
  params: readonly CType[],
  returns: CType | undefined,
  keep: (callable: Callable) => void,
): Callable {
  const variables = variablesOf(ir, params);
  const code: Code = { name: ir.name, file: ir.file, ops: [], accesses: [], slots: variables.size };
  const scope: Scope = { ir, variables, temps: new Map(), macro: program.constant };
  keep({ code, params, returns: returns ?? INT });
  code.slots += temporaries(program, scope, variables.size);
  const callable = { code, params, returns: returns ?? typeOfReturns(scope) };
  keep(callable);
  emitBlocks({ program, scope, code, returns: callable.returns, starts: [] });
  return callable;
}

function variablesOf(ir: FunctionIR, params: readonly CType[]): ReadonlyMap<string, Variable> {
  const variables = new Map<string, Variable>();
  ir.params.forEach(({ name }, slot) => {
    variables.set(name, { slot, type: params[slot]! });
  });
  for (const [name, text] of ir.locals) {
    const type = typeOf(text);
    if (type && !variables.has(name)) variables.set(name, { slot: variables.size, type });
  }
  return variables;
}

function typeOfReturns(scope: Scope): CType {
  for (const { end } of scope.ir.blocks) {
    if (end.kind === 'return' && end.value) return compileExpr(scope, end.value).type;
  }
  return VOID;
}

function emitBlocks(emission: Emission): void {
  const { code, starts, scope } = emission;
  for (const block of scope.ir.blocks) {
    starts[block.id] = code.ops.length;
    for (const instruction of block.instructions)
      guarded(emission, instruction.loc.line, () => emit(emission, instruction));
    const line = 'loc' in block.end ? block.end.loc.line : scope.ir.first.line;
    guarded(emission, line, () => emitEnd(emission, block));
  }
}

/** What cannot be compiled is told when a run comes to it, since most of a header is never run. */
function guarded({ code, scope }: Emission, line: number, work: () => void): void {
  const length = code.ops.length;
  try {
    work();
  } catch (error) {
    if (!(error instanceof SemanticsError)) throw error;
    const message = `${scope.ir.file}:${line}: ${scope.ir.name}(): ${error.message}`;
    code.ops.length = length;
    code.ops.push(() => {
      throw new SemanticsError(message);
    });
  }
}

function emit(emission: Emission, instruction: Instruction): void {
  const { scope, code } = emission;
  switch (instruction.kind) {
    case 'call':
      compileCall(emission, instruction);
      break;
    case 'assign': {
      if (instruction.target.kind !== 'name') throw new SemanticsError('cannot store to anything but a variable');
      const variable = scope.variables.get(instruction.target.name);
      if (!variable) throw new SemanticsError(`cannot store to ${instruction.target.name}`);
      code.ops.push(assign(variable.slot, convert(compileExpr(scope, instruction.value), variable.type)));
      break;
    }
    case 'define': {
      const temp = scope.temps.get(instruction.temp)!;
      const slot = emission.scope.variables.size + instruction.temp;
      code.ops.push(assign(slot, convert(compileExpr(scope, instruction.value), temp.type)));
      break;
    }
    case 'declare':
    case 'leave':
    case 'touch':
      break;
  }
}

function assign(slot: number, { run }: Compiled): Op {
  return (cpu, frame) => {
    frame.slots[slot] = run(frame, cpu);
  };
}

function emitEnd(emission: Emission, block: BasicBlock): void {
  const { scope, code, returns } = emission;
  const { end } = block;
  switch (end.kind) {
    case 'goto':
      emitJump(emission, block.id, end.to);
      break;
    case 'branch':
      emitBranch(emission, block, end);
      break;
    case 'switch':
      emitSwitch(emission, end);
      break;
    case 'return':
      code.ops.push(giveBack(end.value && convert(compileExpr(scope, end.value), returns)));
      break;
    case 'unknown':
      code.ops.push(giveBack(unseenResult(emission)));
      break;
    case 'stop':
      code.ops.push((cpu) => leave(cpu, 0));
      break;
  }
}

function giveBack(value: Compiled | undefined): Op {
  if (!value) return (cpu) => leave(cpu, undefined);
  const { run } = value;
  return (cpu, frame) => leave(cpu, run(frame, cpu));
}

/** Behind what a hunk shows of a primitive there is only tracing and, by custom, `return ret;`. */
function unseenResult({ scope, returns }: Emission): Compiled | undefined {
  if (returns.kind === 'void') return undefined;
  const ret = scope.variables.get('ret');
  if (!ret) throw new SemanticsError('the rest of the function is not shown');
  return convert(slotOf(ret.type, ret.slot), returns);
}

function emitJump({ code, starts }: Emission, from: number, to: number): void {
  if (to === from + 1) return;
  code.ops.push((_, frame) => {
    frame.pc = starts[to]!;
  });
}

function emitBranch(emission: Emission, block: BasicBlock, end: Terminator & { kind: 'branch' }): void {
  const { scope, code, starts } = emission;
  const passed = passedCheck(scope.ir, block, end);
  const condition = passed === undefined ? compileExpr(scope, end.cond) : constantOf(INT, Number(passed === end.yes));
  if (condition.constant !== undefined) {
    emitJump(emission, block.id, condition.constant ? end.yes : end.no);
    return;
  }
  const holds = truth(condition);
  const { yes, no } = end;
  code.ops.push((cpu, frame) => {
    frame.pc = starts[holds(frame, cpu) ? yes : no]!;
  });
}

function emitSwitch({ scope, code, starts }: Emission, end: Terminator & { kind: 'switch' }): void {
  const value = compileExpr(scope, end.value);
  const cases = end.cases.map(({ low, high, to }) => {
    const [first, last] = [low, high].map((bound) => compileExpr(scope, bound).constant);
    if (first === undefined || last === undefined) throw new SemanticsError('cannot work out a case');
    return { first, last, to };
  });
  const target = (seen: Value) => cases.find(({ first, last }) => seen >= first && seen <= last)?.to ?? end.fallback;
  code.ops.push((cpu, frame) => {
    frame.pc = starts[target(value.run(frame, cpu))]!;
  });
}
