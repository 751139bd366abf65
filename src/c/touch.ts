import type { LineRange } from '../tree/index.js';
import type { FunctionSyntax, SyntaxNode } from './ast.js';

/** What a patch changed in this image of a file; see `SourceImage`. Both are in the order of lines. */
export interface ChangedLines {
  readonly changed: readonly LineRange[];
  readonly gaps: readonly number[];
}

/** Asks whether the patch changed something between two offsets of the file. */
export interface Touches {
  /**
   * True when a changed line lies on one of the lines of `[start, end)` or, a comment or a blank line, between it and
   * the line of offset `previous`; or lines were removed behind the line of offset
   * `previous` (the end of what stands before) and before the last line of `[start, end)`.
   */
  readonly between: (previous: number, start: number, end: number) => boolean;
  /** True when lines were removed, or only a comment was left of them, between the lines of `previous` and `offset`. */
  readonly removedBetween: (previous: number, offset: number) => boolean;
  /** 1-based line of an offset inside the function. */
  readonly lineAt: (offset: number) => number;
}

/** Answers for one function; a function without a changed line answers at no cost. */
export function touchesIn(syntax: FunctionSyntax, lines: ChangedLines): Touches {
  const { first, last } = syntax;
  const changed = lines.changed.filter((range) => range.last >= first.line && range.first <= last.line);
  const gaps = lines.gaps.filter((gap) => gap >= first.line && gap <= last.line);
  const lineAt = lineFinder(syntax);
  if (changed.length === 0 && gaps.length === 0) {
    return { between: () => false, removedBetween: () => false, lineAt };
  }
  const gapIn = (after: number, until: number) =>
    (gaps[lowerBound(gaps, after + 1, (gap) => gap)] ?? Infinity) <= until;
  const changedIn = (from: number, until: number) =>
    from <= until && (changed[lowerBound(changed, from, (range) => range.last)]?.first ?? Infinity) <= until;
  return {
    between: (previous, start, end) => {
      const until = lineAt(end - 1);
      return changedIn(Math.min(lineAt(start), lineAt(previous) + 1), until) || gapIn(lineAt(previous), until);
    },
    removedBetween: (previous, offset) =>
      changedIn(lineAt(previous) + 1, lineAt(offset) - 1) || gapIn(lineAt(previous), lineAt(offset)),
    lineAt,
  };
}

/**
 * End of what runs first when control comes to a statement: for a loop or an `if` that is its head, for a block and a label
 * only where it starts; what is inside is asked for by itself.
 */
export function headEnd(node: SyntaxNode): number {
  switch (node.type) {
    case 'if_statement':
    case 'while_statement':
    case 'switch_statement':
      return node.children.find((child) => child.field === 'condition')?.end ?? node.end;
    case 'for_statement':
      return node.children.filter((child) => child.field !== 'body').at(-1)?.end ?? node.start + 1;
    case 'do_statement':
    case 'compound_statement':
      return node.start + 1;
    case 'labeled_statement':
      return node.children.find((child) => child.field === 'label')?.end ?? node.end;
    case 'case_statement':
      return node.children.find((child) => child.field === 'value')?.end ?? node.start + 1;
    default:
      return node.end;
  }
}

function lineFinder({ body, text }: FunctionSyntax): (offset: number) => number {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text, body.start, body.end);
    return body.line + lowerBound(starts, offset + 1, (start) => start);
  };
}

/** Offsets behind each line end in `[from, until)`. */
function lineStarts(text: string, from: number, until: number): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf('\n', from); at !== -1 && at < until; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Index of the first item whose key is at least `bound`; keys grow. */
function lowerBound<T>(items: readonly T[], bound: number, key: (item: T) => number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(items[middle]!) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
