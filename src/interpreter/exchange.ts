import type { Call } from '../c/index.js';
import { SemanticsError } from '../page/index.js';
import { load } from './address.js';
import { type Emission, pushAccess, slotOfTemp } from './emission.js';
import { addressIn, write } from './operation.js';
import { compileExpr } from './scope.js';
import { INT } from './types.js';
import { asNumber, convert } from './value.js';

/** `atomic_try_cmpxchg()` in any memory order: the one atomic that also changes a local variable. */
export function isExchange(callee: string): boolean {
  return /^(?:raw_|arch_)?atomic_try_cmpxchg(?:_relaxed|_acquire|_release)?$/.test(callee);
}

/** Writes `atomic_try_cmpxchg(v, &old, new)`: when `v` is not `old`, `old` becomes what `v` is. */
export function compileExchange(emission: Emission, call: Call): void {
  const { scope } = emission;
  const [target, old, value] = call.args;
  if (!target || !value || old?.kind !== 'addressof' || old.of.kind !== 'name')
    throw new SemanticsError(`${call.callee}() that does not compare with a local variable`);
  const variable = scope.variables.get(old.of.name);
  if (!variable) throw new SemanticsError(`cannot store to ${old.of.name}`);
  const at = addressIn(compileExpr(scope, target));
  const next = asNumber(convert(compileExpr(scope, value), INT));
  const slot = slotOfTemp(scope, call.temp);
  pushAccess(emission, call.callee!, call.loc.line, (cpu, frame) => {
    const address = at(frame, cpu);
    const seen = load(cpu.memory, address);
    const equal = seen === frame.slots[variable.slot];
    if (equal) write(cpu, frame, address, next(frame, cpu), call.loc.line);
    else frame.slots[variable.slot] = seen;
    frame.slots[slot] = Number(equal);
  });
}
