import type { Call } from '../c/index.js';
import { READ_ONLY, SemanticsError } from '../page/index.js';
import { load, pageAtAddress, store } from './address.js';
import type { Atomic } from './atomics.js';
import type { Cpu, Frame } from './cpu.js';
import { type Emission, pushAccess, slotOfTemp } from './emission.js';
import { compileExpr } from './scope.js';
import { INT } from './types.js';
import { asNumber, type Compiled, convert, type NumberEval } from './value.js';

/** Writes an atomic operation: one step, which reads, works out, and stores. */
export function compileAtomic(emission: Emission, call: Call, atomic: Atomic): void {
  const { scope } = emission;
  const values = call.args.map((arg) => compileExpr(scope, arg));
  const at = addressIn(values[atomic.pointer]);
  const [a, b] = values.filter((_, i) => i !== atomic.pointer).map((value) => asNumber(convert(value, INT))) as (
    | NumberEval
    | undefined
  )[];
  if (values.length !== atomic.operands + 1) throw new SemanticsError(`${call.callee}() with so many arguments`);
  const { apply } = atomic;
  const slot = call.used ? slotOfTemp(scope, call.temp) : -1;
  const line = call.loc.line;
  pushAccess(emission, call.callee!, line, (cpu, frame) => {
    const address = at(frame, cpu);
    const change = apply(load(cpu.memory, address), a ? a(frame, cpu) : 0, b ? b(frame, cpu) : 0);
    if (change.store !== undefined) write(cpu, frame, address, change.store, line);
    if (slot >= 0) frame.slots[slot] = change.ret;
  });
}

/** The address that an `atomic_t *` argument evaluates to. */
export function addressIn(value: Compiled | undefined): NumberEval {
  if (value?.type.kind !== 'pointer') throw new SemanticsError('an atomic operation on something that is no atomic_t');
  return asNumber(value);
}

/** Stores, and reports a page that is mapped read-only: the kernel would fault there. */
export function write(cpu: Cpu, { code }: Frame, address: number, value: number, line: number): void {
  if (pageAtAddress(cpu.memory, address).vmemmap !== undefined) {
    const { file, name } = code;
    cpu.bugs.push({ condition: READ_ONLY, file, line, function: name });
    return;
  }
  store(cpu.memory, address, value);
}
