import { shippedText } from '../text/index.js';
import { type DialectFile, readDialectFile } from './dialect-file.js';
import { type NameLookup, nameLookup } from './glob.js';

/** An assertion macro: what a true condition does, and when the macro is compiled out. */
export interface Assertion {
  /** 0-based index of the argument that is the condition. */
  readonly condition: number;
  readonly kind: 'fatal' | 'report';
  /** The configuration option without which the condition is not even evaluated; undefined when it always is. */
  readonly needs?: string;
}

/** A macro at the top level that opens a function body, such as `SYSCALL_DEFINE2(name, type, arg, type, arg)`. */
export interface FunctionMacro {
  readonly prefix: string;
  readonly pairs: boolean;
}

/** What `rules/dialect.yaml` says, by name. */
export interface Dialect {
  readonly annotation: NameLookup<'plain' | 'call'>;
  /** `variable` is the 0-based index of the argument that each round assigns; undefined where it is not known. */
  readonly iterator: NameLookup<{ readonly variable?: number }>;
  readonly guard: NameLookup<true>;
  readonly cleanup: NameLookup<true>;
  readonly functionMacro: NameLookup<FunctionMacro>;
  /** Macros whose value is their first argument. */
  readonly transparent: NameLookup<true>;
  readonly assertion: NameLookup<Assertion>;
  /** Calls that never return. */
  readonly noreturn: NameLookup<true>;
  /** Preprocessor names that are defined (true) or not (false) in every kernel configuration. */
  readonly fixed: NameLookup<boolean>;
  /** Preprocessor names that take something away where they are defined. */
  readonly negative: NameLookup<true>;
}

let shipped: Dialect | undefined;

/** The dialect of the shipped `rules/dialect.yaml`; read once. Throws a `DialectError` when that file is broken. */
export function kernelDialect(): Dialect {
  if (shipped === undefined) {
    const file = 'rules/dialect.yaml';
    shipped = dialectOf(readDialectFile(shippedText(file), file));
  }
  return shipped;
}

/** Compiles the lists of a dialect file into lookups by name. */
export function dialectOf(file: DialectFile): Dialect {
  return {
    annotation: nameLookup([...pairs(file.annotations.plain, 'plain'), ...pairs(file.annotations.call, 'call')]),
    iterator: nameLookup(
      Object.entries(file.iterators).map(([name, index]) => [name, index === 'none' ? {} : { variable: index }]),
    ),
    guard: nameLookup(pairs(file.guards, true)),
    cleanup: nameLookup(pairs(file.cleanups, true)),
    functionMacro: nameLookup(Object.entries(file['function-macros'])),
    transparent: nameLookup(pairs(file.transparent, true)),
    assertion: nameLookup(Object.entries(file.assertions)),
    noreturn: nameLookup(pairs(file.noreturn, true)),
    fixed: nameLookup<boolean>([...pairs(file.defined, true), ...pairs(file.undefined, false)]),
    negative: nameLookup(pairs(file.negative, true)),
  };
}

function pairs<const T>(names: readonly string[], value: T): (readonly [string, T])[] {
  return names.map((name) => [name, value] as const);
}
