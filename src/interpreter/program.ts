import type { FunctionIR, Loc } from '../c/index.js';
import type { Bug } from '../page/index.js';
import type { Code } from './cpu.js';
import type { CType } from './types.js';
import type { Compiled } from './value.js';

/** Where functions and macros come from. */
export interface Library {
  readonly functionIR: (name: string) => FunctionIR | undefined;
  readonly macro: (name: string) => Macro | undefined;
  /** The check that stands at a place of a function, whose condition is argument `index` there. */
  readonly bug: (ir: FunctionIR, loc: Loc, index: number) => Bug;
}

/** A macro whose body is an expression, as the function that returns its value. */
export interface Macro {
  readonly ir: FunctionIR;
  /** False for `#define X 1`, which is no call. */
  readonly called: boolean;
}

/** A library, compiled as far as it was asked for. */
export interface Program {
  readonly library: Library;
  /** A function by name; undefined when there is no source for it. */
  readonly callable: (name: string) => Callable | undefined;
  /** A macro with parameters, for arguments of these types; undefined when there is none of that name. */
  readonly macro: (name: string, types: readonly CType[]) => Callable | undefined;
  /** The value of a macro without parameters. Throws a `SemanticsError` when it cannot be worked out. */
  readonly constant: (name: string) => Compiled | undefined;
}

/** A compiled function with the types at its border. */
export interface Callable {
  readonly code: Code;
  readonly params: readonly CType[];
  readonly returns: CType;
}
