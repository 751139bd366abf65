import { type Call, kernelDialect } from '../c/index.js';
import { SemanticsError } from '../page/index.js';
import { pageAtAddress } from './address.js';
import { atomicOf } from './atomics.js';
import { enter } from './cpu.js';
import { type Emission, slotOfTemp } from './emission.js';
import { compileExchange, isExchange } from './exchange.js';
import { type Known, knownCall } from './known.js';
import { compileAtomic } from './operation.js';
import type { Callable, Program } from './program.js';
import { compileExpr, type Scope } from './scope.js';
import { BOOL, INT, VOID } from './types.js';
import { asNumber, type Compiled, constantOf, convert, truth } from './value.js';

/** The type of a call's result, and its value where that is always the same. Throws a `SemanticsError`. */
export function callResult(program: Program, scope: Scope, call: Call): Compiled {
  const target = targetOf(program, scope, call);
  switch (target.kind) {
    case 'check':
    case 'free':
      return typed(VOID);
    case 'exchange':
      return typed(BOOL);
    case 'atomic':
      return typed(target.atomic.returns);
    case 'nothing':
      return constantOf(INT, 0);
    case 'constant':
      return target.value;
    case 'value':
      return target.make(valuesOf(scope, call));
    case 'code':
      return typed(target.callable.returns);
  }
}

function typed(type: Compiled['type']): Compiled {
  return { type, run: () => 0 };
}

type Target =
  | Known
  | { readonly kind: 'check'; readonly condition: number }
  | { readonly kind: 'exchange' }
  | { readonly kind: 'atomic'; readonly atomic: NonNullable<ReturnType<typeof atomicOf>> }
  | { readonly kind: 'code'; readonly callable: Callable };

/** What is called, what the simulator knows by itself before what the sources say. Throws for what nobody knows. */
function targetOf(program: Program, scope: Scope, { callee, args }: Call): Target {
  if (callee === undefined) throw new SemanticsError('cannot call through a pointer');
  const known = knownCall(callee);
  if (known) return known;
  if (callee === 'BUG') return { kind: 'check', condition: -1 };
  const assertion = kernelDialect().assertion(callee);
  if (assertion) return { kind: 'check', condition: assertion.condition };
  if (isExchange(callee)) return { kind: 'exchange' };
  const atomic = atomicOf(callee);
  if (atomic) return { kind: 'atomic', atomic };
  const callable = program.callable(callee) ?? macroOf(program, scope, callee, args);
  if (callable) return { kind: 'code', callable };
  throw new SemanticsError(`calls ${callee}(), which no header here defines`);
}

function macroOf(program: Program, scope: Scope, name: string, args: Call['args']): Callable | undefined {
  if (!program.library.macro(name)?.called) return undefined;
  return program.macro(
    name,
    args.map((arg) => compileExpr(scope, arg).type),
  );
}

function valuesOf(scope: Scope, { args }: Call): Compiled[] {
  return args.map((arg) => compileExpr(scope, arg));
}

/** Writes the code of a call. Throws a `SemanticsError` for what it does not understand. */
export function compileCall(emission: Emission, call: Call): void {
  const { program, scope, code } = emission;
  const target = targetOf(program, scope, call);
  switch (target.kind) {
    case 'nothing':
    case 'constant':
      break;
    case 'check':
      compileCheck(emission, call, target.condition);
      break;
    case 'free':
      compileFree(emission, valuesOf(scope, call));
      break;
    case 'exchange':
      compileExchange(emission, call);
      break;
    case 'atomic':
      compileAtomic(emission, call, target.atomic);
      break;
    case 'value': {
      const { run, constant } = target.make(valuesOf(scope, call));
      const slot = slotOfTemp(scope, call.temp);
      if (constant === undefined)
        code.ops.push((cpu, frame) => {
          frame.slots[slot] = run(frame, cpu);
        });
      break;
    }
    case 'code':
      compileEnter(emission, call, target.callable);
      break;
  }
}

/** A BUG or WARN: reports, and goes on. A condition of -1 is a `BUG()`, which is always true. */
function compileCheck({ program, scope, code }: Emission, call: Call, condition: number): void {
  const value = condition < 0 ? constantOf(INT, 1) : compileExpr(scope, call.args[condition]!);
  const bug = program.library.bug(scope.ir, call.loc, condition);
  const holds = truth(value);
  code.ops.push((cpu, frame) => {
    if (holds(frame, cpu)) cpu.bugs.push(bug);
  });
}

function compileFree({ code }: Emission, [folio]: readonly Compiled[]): void {
  const address = folio && folio.type.kind === 'pointer' ? asNumber(folio) : undefined;
  code.ops.push((cpu, frame) => {
    cpu.freed = true;
    if (address) pageAtAddress(cpu.memory, address(frame, cpu)).state = 'free';
  });
}

function compileEnter(emission: Emission, call: Call, { code: callee, params }: Callable): void {
  const { scope, code } = emission;
  const args = valuesOf(scope, call).map((arg, i) => convert(arg, params[i] ?? arg.type).run);
  const slot = call.used ? slotOfTemp(scope, call.temp) : -1;
  code.ops.push((cpu, frame) => {
    const values = args.map((run) => run(frame, cpu));
    enter(cpu, callee, values, slot);
  });
}
