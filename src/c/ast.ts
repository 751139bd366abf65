import type { Loc, Parameter } from './ir.js';

/**
 * A node of the compact syntax tree. `type` is the tree-sitter-c node type; two types are our own: `cut` (an expression
 * that a fragment does not show; nothing is known of its value) and none other.
 *
 * `children` holds the named children without comments, and those anonymous ones that sit in a field, such as the
 * `operator` of `a += b`, `!a`, `a++`, `*p`, `s->f`. An anonymous node has its own text as `type` ('+=', '->').
 */
export interface SyntaxNode {
  readonly type: string;
  /** The tree-sitter field under which the parent holds this node: `condition`, `left`, `arguments`, `declarator`, … */
  readonly field?: string;
  /** UTF-16 offsets into `FunctionSyntax.text`. */
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly children: readonly SyntaxNode[];
  readonly mark?: Mark;
}

/** What masking hid from the C grammar and lowering must know; it sits on the node that replaced the macro. */
export type Mark =
  /**
   * On a `while_statement`: `for_each_x(args) body`. The condition holds the macro's arguments, comma separated.
   * On a `do_statement`: `do body for_each_x(args);`, the same with the first round before the first assignment.
   */
  | {
      readonly kind: 'iterator';
      readonly macro: string;
      /** 0-based index of the argument that each round assigns; undefined when it is not known. */
      readonly variable?: number;
    }
  /** On a `while_statement`: `scoped_guard(args) body`; the body runs once, a `break` leaves it. */
  | { readonly kind: 'guard'; readonly macro: string }
  /** On a `declaration`: `T x __free(name)`; `name` is what the scope's end calls with the declared variable. */
  | { readonly kind: 'cleanup'; readonly function: string }
  /** On a `case_statement`: `case low ... high:`; its value is a `binary_expression` with the operator '||'. */
  | { readonly kind: 'range' }
  /** On a `compound_statement` whose closing brace the fragment does not show: behind its last statement all is unknown. */
  | { readonly kind: 'open-end' };

/** One function, ready for lowering. */
export interface FunctionSyntax {
  readonly path: string;
  readonly name: string;
  readonly static: boolean;
  /** As written, without `static`, `inline` and the like. */
  readonly returnType: string;
  readonly params: readonly Parameter[];
  /** The `compound_statement` of the body. */
  readonly body: SyntaxNode;
  /**
   * `text.slice(node.start, node.end)` is a node's text. For a complete image this is the masked text of the whole file, and
   * offsets are those of the real file; for a fragment it is the repaired text of the function (lines and columns stay real).
   */
  readonly text: string;
  readonly first: Loc;
  readonly last: Loc;
  /** False for a fragment: the body then holds what the hunk shows, and the two flags say where it is cut. */
  readonly complete: boolean;
  /** The first statements of the body are not shown: the entry state is unknown. */
  readonly openStart: boolean;
  /** The end of the body is not shown: control that reaches it goes to the unknown. */
  readonly openEnd: boolean;
}
