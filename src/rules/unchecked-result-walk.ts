import {
  type BasicBlock,
  type Expr,
  type FunctionIR,
  type Instruction,
  type Loc,
  operandsOf,
  successors,
} from '../c/index.js';

/** In front of an instruction of a block; behind the last one stands the block's end. */
export interface Position {
  readonly block: number;
  readonly at: number;
}

/** One instruction, or the condition that a block ends with. */
export interface Point {
  readonly reads: readonly Expr[];
  readonly instruction?: Instruction;
  /** The condition of a branch. */
  readonly condition?: Expr;
  readonly loc: Loc;
  /** Where control goes on; behind a condition, where it is true. */
  readonly passed: Position;
}

/** What a test of a pointer tells apart. */
type Question = 'null' | 'error' | 'other';

/**
 * The points that control can come to from a position before a variable gets another value.
 * @param until `first mention` also ends each way at the first point that names the variable, that point included
 */
export function pointsFrom(fn: FunctionIR, from: Position, variable: string, until?: 'first mention'): Point[] {
  const points: Point[] = [];
  const seen = new Set<number>();
  const waiting = [from];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const block = fn.blocks[next.block]!;
    const here = pointsOf(block).slice(next.at);
    const last = here.findIndex((p) => isRewritten(p, variable) || (until && mentions(p, variable)));
    points.push(...(last < 0 ? here : here.slice(0, last + 1)));
    for (const to of last < 0 ? successors(block.end) : []) {
      if (!seen.has(to)) waiting.push({ block: to, at: 0 });
      seen.add(to);
    }
  }
  return points;
}

function pointsOf(block: BasicBlock): Point[] {
  const { id, end, instructions } = block;
  const points = instructions.map((instruction, n) => ({
    instruction,
    reads: readBy(instruction),
    loc: instruction.loc,
    passed: { block: id, at: n + 1 },
  }));
  if (end.kind === 'goto') return points;
  const behind = { block: id, at: instructions.length + 1 };
  if (end.kind !== 'branch') {
    const value = end.kind === 'switch' || end.kind === 'return' ? end.value : undefined;
    return [...points, { reads: value ? [value] : [], loc: end.loc, passed: behind }];
  }
  const passed = { block: end.cond.kind === 'unary' && end.cond.op === '!' ? end.no : end.yes, at: 0 };
  return [...points, { reads: [end.cond], condition: end.cond, loc: end.loc, passed }];
}

function readBy(i: Instruction): readonly Expr[] {
  switch (i.kind) {
    case 'assign':
      return i.target.kind === 'name' ? [i.value] : [i.target, i.value];
    case 'define':
      return [i.value];
    case 'call':
      return i.target ? [i.target, ...i.args] : i.args;
    case 'declare':
    case 'leave':
    case 'touch':
      return [];
  }
}

function isRewritten({ instruction: i }: Point, variable: string): boolean {
  if (i?.kind === 'assign') return i.target.kind === 'name' && i.target.name === variable;
  if (i?.kind === 'declare') return i.name === variable;
  return i?.kind === 'leave' && i.names.includes(variable);
}

function mentions({ reads }: Point, variable: string): boolean {
  return reads.some((e) => names(e, variable));
}

function names(e: Expr, variable: string): boolean {
  return isName(e, variable) || operandsOf(e).some((part) => names(part, variable));
}

function isName(e: Expr, variable: string): boolean {
  return e.kind === 'name' && e.name === variable;
}

const ERROR_TEST = /^(IS_ERR|IS_ERR_VALUE|PTR_ERR|PTR_ERR_OR_ZERO|ERR_CAST)$/;

/**
 * What a point asks of a variable, if anything.
 * @param copies other variables that the same pointer went to: what is asked of them may be asked for all
 */
export function questionOf(p: Point, variable: string, copies: ReadonlySet<string>): Question | undefined {
  const { instruction: i, condition } = p;
  if (condition && isName(condition.kind === 'unary' ? condition.of : condition, variable)) return 'null';
  if (p.reads.some((e) => isComparedWithNull(e, variable))) return 'null';
  if (p.reads.some((e) => isOutOfSight(e, variable))) return 'other';
  if (condition) return condition.kind === 'name' && copies.has(condition.name) ? 'other' : undefined;
  if (i?.kind !== 'call') return undefined;
  const [asked] = i.args;
  if (asked === undefined || !/ERR/.test(i.callee ?? '')) return undefined;
  if (isName(asked, variable)) return ERROR_TEST.test(i.callee ?? '') ? 'error' : 'other';
  return asked.kind !== 'name' || copies.has(asked.name) ? 'other' : undefined;
}

function isComparedWithNull(e: Expr, variable: string): boolean {
  if (e.kind === 'unary' && e.op === '!' && isName(e.of, variable)) return true;
  const sides = e.kind === 'binary' && /^[=!]=$/.test(e.op) ? [e.left, e.right] : [];
  if (sides.some((s) => isName(s, variable)) && sides.some((s) => s.kind === 'const')) return true;
  return operandsOf(e).some((part) => isComparedWithNull(part, variable));
}

/** Its address is taken, or it stands in what was not understood. */
function isOutOfSight(e: Expr, variable: string): boolean {
  const parts = operandsOf(e);
  const hides = e.kind === 'addressof' || e.kind === 'opaque';
  return (hides && parts.some((part) => isName(part, variable))) || parts.some((part) => isOutOfSight(part, variable));
}

/** Variables that the pointer, or one made from it, was assigned to. */
export function copiesOf(points: readonly Point[], variable: string): ReadonlySet<string> {
  const copies = new Set<string>();
  for (const { instruction: i } of points)
    if (i?.kind === 'assign' && i.target.kind === 'name' && names(i.value, variable)) copies.add(i.target.name);
  return copies;
}

/** The memory behind the pointer is read or written here, or a function of pages and folios gets it. */
export function touches({ instruction: i, reads }: Point, variable: string): boolean {
  if (i?.kind === 'call' && /folio|page/.test(i.callee ?? '') && i.args.some((a) => isName(a, variable))) return true;
  return reads.some((e) => isFollowed(e, variable));
}

function isFollowed(e: Expr, variable: string): boolean {
  const here = (e.kind === 'field' && e.arrow) || e.kind === 'deref' ? isName(e.base, variable) : false;
  return here || operandsOf(e).some((part) => isFollowed(part, variable));
}
