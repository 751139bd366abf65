import Parser from 'tree-sitter';
import C from 'tree-sitter-c';
import type { Mark, SyntaxNode } from './ast.js';
import type { Loc } from './ir.js';
import { remembered } from './remembered.js';
import { countParsed } from './trees.js';

/** How a parsed text lies in the file: nodes get places in the file, and what masking hid. */
export interface Placement {
  /** Added to every offset of the parsed text. */
  readonly shift: number;
  /** The place in the real file of an offset (after the shift). */
  readonly locate: (offset: number) => Loc;
  /** By offset after the shift; see `Masking.marks`. */
  readonly marks: ReadonlyMap<number, Mark>;
  /** Offsets after the shift of the identifiers that stand for an expression that a fragment does not show. */
  readonly cuts: ReadonlySet<number>;
}

/** A parsed function definition; the tree lives outside the JavaScript heap until this value is dropped. */
export interface ParsedFunction {
  /** Offset of the name in the parsed text. */
  readonly nameAt: number;
  readonly tree: Parser.Tree;
}

/** Why a text is no function definition: offset of the first place that did not parse. */
export interface SyntaxFailure {
  readonly at: number;
}

/** Characters of functions whose trees are kept: a large file and its other version. */
const MOST_TEXT = 500_000;

/**
 * Parses the text of one function definition. Anything but one definition without an ERROR or MISSING node is a failure.
 * Who parses many files awaits `treesFreed` behind each, or memory grows with the whole input.
 */
export const parseDefinition = remembered(parseAnew, MOST_TEXT);

function parseAnew(text: string): ParsedFunction | SyntaxFailure {
  countParsed(text.length);
  const tree = parser().parse(text, undefined, { bufferSize: text.length + 1 }) as Parser.Tree | null;
  if (tree === null) {
    cutOff++;
    return { at: 0 };
  }
  const cursor = tree.walk();
  if (tree.rootNode.hasError) return { at: firstError(cursor) };
  if (!cursor.gotoFirstChild() || cursor.nodeType !== 'function_definition') return { at: 0 };
  const nameAt = declaredNameAt(cursor);
  return nameAt === undefined ? { at: 0 } : { nameAt, tree };
}

/** Builds the compact tree of the whole definition, by one walk of a cursor. */
export function flatten({ tree }: ParsedFunction, placement: Placement): SyntaxNode {
  const cursor = tree.walk();
  cursor.gotoFirstChild();
  return build(cursor, placement, undefined);
}

/** Tokens and no-c.ts bound what is parsed: more than this means that somebody is playing with the parser. */
const TIMEOUT_MICROSECONDS = 5_000_000;

let shared: Parser | undefined;
let cutOff = 0;

/** How many texts took too long until now: what was concluded without them holds for this run, on this machine. */
export function parsesCutOff(): number {
  return cutOff;
}

function parser(): Parser {
  if (shared === undefined) {
    shared = new Parser();
    shared.setLanguage(C as Parser.Language);
    shared.setTimeoutMicros(TIMEOUT_MICROSECONDS);
  }
  shared.reset();
  return shared;
}

function firstError(cursor: Parser.TreeCursor): number {
  for (;;) {
    if (cursor.nodeType === 'ERROR' || cursor.nodeIsMissing) return cursor.startIndex;
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return 0;
  }
}

/** Goes down the `declarator` fields to the identifier; leaves the cursor there. */
function declaredNameAt(cursor: Parser.TreeCursor): number | undefined {
  while (cursor.gotoFirstChild()) {
    while (cursor.currentFieldName !== 'declarator' && cursor.nodeType !== 'parenthesized_declarator')
      if (!cursor.gotoNextSibling()) return undefined;
    if (cursor.nodeType === 'identifier') return cursor.startIndex;
  }
  return undefined;
}

/** Node types and fields are few: looked up by number, they need no new string for every node. */
const types: { readonly type: string; readonly named: boolean }[] = [];
const fields: string[] = [];

function typeOf(cursor: Parser.TreeCursor): { readonly type: string; readonly named: boolean } {
  const id = cursor.nodeTypeId;
  types[id] ??= { type: cursor.nodeType, named: cursor.nodeIsNamed };
  return types[id];
}

/** Field 0 is no field. */
function fieldOf(cursor: Parser.TreeCursor): string | undefined {
  const id = cursor.currentFieldId;
  if (id === 0) return undefined;
  fields[id] ??= cursor.currentFieldName;
  return fields[id];
}

/** The walk is hot (8,000 nodes a kernel file), so nodes are filled in place and not spread together. */
function build(cursor: Parser.TreeCursor, placement: Placement, field: string | undefined): SyntaxNode {
  const start = cursor.startIndex + placement.shift;
  const end = cursor.endIndex + placement.shift;
  const { type } = typeOf(cursor);
  const { line, column } = placement.locate(start);
  const node: Draft = { type, start, end, line, column, children: childrenOf(cursor, placement) };
  if (field !== undefined) node.field = field;
  if (type === 'identifier' && placement.cuts.has(start)) node.type = 'cut';
  const mark = placement.marks.get(start);
  if (mark !== undefined && CARRIER[mark.kind].includes(type)) node.mark = mark;
  return node;
}

type Draft = { -readonly [K in keyof SyntaxNode]: SyntaxNode[K] };

function childrenOf(cursor: Parser.TreeCursor, placement: Placement): readonly SyntaxNode[] {
  if (!cursor.gotoFirstChild()) return LEAF;
  const children: SyntaxNode[] = [];
  do {
    const field = fieldOf(cursor);
    if (field === undefined && !typeOf(cursor).named) continue;
    children.push(build(cursor, placement, field));
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return children;
}

const LEAF: readonly SyntaxNode[] = [];

/** The node types that a mark sits on; other nodes may begin at the same offset. */
const CARRIER: Readonly<Record<Mark['kind'], readonly string[]>> = {
  iterator: ['while_statement', 'do_statement'],
  guard: ['while_statement'],
  cleanup: ['declaration'],
  range: ['case_statement'],
  'open-end': ['compound_statement'],
};
