/** Where an expression or statement stood: 1-based line and column of the real file. */
export interface Loc {
  readonly line: number;
  readonly column: number;
}

/** An expression without side effects: calls and assignments inside were lifted into instructions of their own. */
export type Expr =
  /** `type` is there where a suffix or the size of a literal makes it something else than an `int`. */
  | { readonly kind: 'const'; readonly value: number; readonly type?: LiteralType }
  | { readonly kind: 'string' }
  /** A name as the source has it: parameter, local, global, enumerator, macro constant (`GFP_KERNEL`). */
  | { readonly kind: 'name'; readonly name: string }
  /** The result of an earlier instruction. */
  | { readonly kind: 'temp'; readonly id: number }
  /** `base->name` has base kind anything; `base.name` is a field of the same object. */
  | { readonly kind: 'field'; readonly base: Expr; readonly name: string; readonly arrow: boolean }
  | { readonly kind: 'index'; readonly base: Expr; readonly index: Expr }
  | { readonly kind: 'deref'; readonly base: Expr }
  | { readonly kind: 'addressof'; readonly of: Expr }
  | { readonly kind: 'unary'; readonly op: '-' | '~' | '!' | '+'; readonly of: Expr }
  | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  /** A cast; the type is kept as text because `(struct folio *)page` and `(unsigned long)page` differ in meaning. */
  | { readonly kind: 'cast'; readonly type: string; readonly of: Expr }
  /** `sizeof`, compound literals, designated initialisers and whatever else is not tracked. */
  | { readonly kind: 'opaque'; readonly text: string; readonly parts: readonly Expr[] };

export type LiteralType = 'unsigned int' | 'long' | 'unsigned long';

export type BinaryOp =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>=';

/** Why a call stands where it stands; assertions are known to be compiled out in production builds. */
export type Instruction =
  /** A local comes into scope; its initialiser follows as an assignment. */
  | { readonly kind: 'declare'; readonly name: string; readonly type: string; readonly loc: Loc }
  | { readonly kind: 'assign'; readonly target: Expr; readonly value: Expr; readonly loc: Loc }
  /** Defines a temp: the value of `?:`, `&&`, `||`, `x++` or a statement expression. */
  | { readonly kind: 'define'; readonly temp: number; readonly value: Expr; readonly loc: Loc }
  | Call
  /** A local goes out of scope (block end, return, goto, break); used to see lost references of loop-local names. */
  | { readonly kind: 'leave'; readonly names: readonly string[]; readonly loc: Loc }
  /** Control passes over a line that the patch changed, or over a place where it removed lines. */
  | { readonly kind: 'touch'; readonly loc: Loc };

export interface Call {
  readonly kind: 'call';
  /** Name of the called function or macro; undefined for a call through a pointer (then `target` is set). */
  readonly callee?: string;
  readonly target?: Expr;
  readonly args: readonly Expr[];
  /** The temp that later expressions read the result from; always set, even when the result is not used. */
  readonly temp: number;
  /** False when the statement throws the result away. */
  readonly used: boolean;
  /** True for a call made by `__free(x)` or `guard(x)` when the scope ends. */
  readonly cleanup: boolean;
  /** The name of the debug assertion (`VM_BUG_ON`, `VM_WARN_ON_ONCE`, …) in whose argument this call stands. */
  readonly inAssertion?: string;
  readonly loc: Loc;
}

export type Terminator =
  | { readonly kind: 'goto'; readonly to: number }
  /** Both targets are block ids. `cond` is compared with zero. */
  | { readonly kind: 'branch'; readonly cond: Expr; readonly yes: number; readonly no: number; readonly loc: Loc }
  | {
      readonly kind: 'switch';
      readonly value: Expr;
      /** `low === high` unless it is a case range. */
      readonly cases: readonly { readonly low: Expr; readonly high: Expr; readonly to: number }[];
      readonly fallback: number;
      readonly loc: Loc;
      /** The ways into a fragment: the source does not say it, and no path tells of it. */
      readonly isEntry?: true;
    }
  | { readonly kind: 'return'; readonly value?: Expr; readonly loc: Loc }
  /** Control leaves what the image shows (a hunk ends, a label is outside): nothing may be concluded behind it. */
  | { readonly kind: 'unknown'; readonly loc: Loc }
  /** Never reached: behind `BUG()`, `panic()`, `unreachable()`. */
  | { readonly kind: 'stop'; readonly loc: Loc };

export interface BasicBlock {
  readonly id: number;
  readonly instructions: readonly Instruction[];
  readonly end: Terminator;
  /** True for the target of a back edge. */
  readonly loopHead: boolean;
}

export interface Parameter {
  readonly name: string;
  /** As written: `struct folio *`, `unsigned int`. */
  readonly type: string;
}

export interface FunctionIR {
  readonly name: string;
  readonly file: string;
  readonly static: boolean;
  readonly returnType: string;
  readonly params: readonly Parameter[];
  /** Types of the locals, by name (the innermost declaration wins when a name is used twice). */
  readonly locals: ReadonlyMap<string, string>;
  /** Indexed by id, `blocks[0]` is the entry; reverse postorder. */
  readonly blocks: readonly BasicBlock[];
  readonly first: Loc;
  readonly last: Loc;
  /** False when only a part of the body was seen (hunks without a tree). */
  readonly complete: boolean;
}

/** A function that was not analysed, or not in full, and why; every one is told to the user. */
export interface SkippedFunction {
  readonly file: string;
  /** Empty for a whole file, or a part of it that names no function. */
  readonly function: string;
  readonly line: number;
  readonly reason: string;
  /** Set where the function was analysed but for this many paths, which were not followed to their ends. */
  readonly dropped?: number;
}

/** A file after parsing: heads of all functions, bodies lowered on demand. */
export interface Unit {
  readonly path: string;
  readonly functions: readonly FunctionHead[];
  readonly skipped: readonly SkippedFunction[];
  /** Source text of a 1-based line, without its line end. */
  readonly line: (n: number) => string;
}

export interface FunctionHead {
  readonly name: string;
  readonly static: boolean;
  readonly first: Loc;
  readonly last: Loc;
  /** Lowers the body; the result is remembered. Throws a `LoweringError` for syntax that lowering does not understand. */
  readonly lower: () => FunctionIR;
  /** The definition as it was parsed, without what the preprocessor drops; absent where only a part of it is shown. */
  readonly text?: () => string;
  /** Names of the functions called in the body, from the syntax alone; cheap, without lowering. */
  readonly callees: () => ReadonlySet<string>;
}
