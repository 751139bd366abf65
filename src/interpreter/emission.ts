import type { Access } from '../page/index.js';
import type { Code, Op } from './cpu.js';
import type { Program } from './program.js';
import type { Scope } from './scope.js';
import type { CType } from './types.js';

/** A function while its code is written. */
export interface Emission {
  readonly program: Program;
  readonly scope: Scope;
  readonly code: Code;
  readonly returns: CType;
  /** By block: its first op, once it is written. */
  readonly starts: number[];
}

/** The slot of a temp: they come behind the variables. */
export function slotOfTemp({ variables }: Scope, temp: number): number {
  return variables.size + temp;
}

/** Writes an op that looks at or changes shared memory: interleavings may switch in front of it. */
export function pushAccess({ code, scope }: Emission, operation: string, line: number, op: Op): void {
  const access: Access = { operation, function: scope.ir.name, file: scope.ir.file, line };
  code.accesses[code.ops.length] = access;
  code.ops.push(op);
}
