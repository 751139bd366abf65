import { ANY, type Exploration, IS_ZERO, type Knowledge, NEGATIVE, type Signs } from '../analysis/index.js';
import type { BasicBlock, Call, Expr, FunctionIR, Loc } from '../c/index.js';
import type { Candidate } from './candidate.js';
import { copiesOf, type Point, type Position, pointsFrom, questionOf, touches } from './unchecked-result-walk.js';

/** A lookup whose result goes to a local variable. */
interface Lookup {
  readonly call: Call;
  readonly variable: string;
  /** How it fails: NEGATIVE for ERR_PTR(), IS_ZERO for NULL. */
  readonly fails: Signs;
  readonly behind: Position;
}

/**
 * Lookups that fail in one way and are asked for the other only: `if (!folio)` where ERR_PTR() comes, `IS_ERR()` where
 * NULL does. How a lookup fails is what its contract says for the kernel under review; a contract that differs between
 * kernels says nothing where the kernel is not known, nor does a function of which only a part is seen.
 */
export function wrongTests(x: Exploration, knowledge: Knowledge, isChanged: (line: number) => boolean): Candidate[] {
  return (x.fn.complete ? lookups(x.fn, knowledge) : []).flatMap((l) => {
    const test = wrongTest(x.fn, l);
    return test && (isChanged(l.call.loc.line) || isChanged(test.line)) ? [candidate(x, l, test, isChanged)] : [];
  });
}

function lookups(fn: FunctionIR, knowledge: Knowledge): Lookup[] {
  return fn.blocks.flatMap((block) =>
    block.instructions.flatMap((i, n): Lookup[] => {
      if (i.kind !== 'assign' || i.target.kind !== 'name' || !fn.locals.has(i.target.name)) return [];
      const call = resultOf(block, i.value);
      const fails = call && failureOf(call, knowledge);
      return fails ? [{ call, variable: i.target.name, fails, behind: { block: block.id, at: n + 1 } }] : [];
    }),
  );
}

function resultOf(block: BasicBlock, value: Expr): Call | undefined {
  if (value.kind === 'cast') return resultOf(block, value.of);
  if (value.kind !== 'temp') return undefined;
  return block.instructions.find((i): i is Call => i.kind === 'call' && i.temp === value.id);
}

function failureOf(c: Call, knowledge: Knowledge): Signs | undefined {
  const summary = c.callee === undefined ? undefined : knowledge.summary(c.callee, c.args.length);
  if (summary?.source !== 'declared' || summary.unsettled || summary.isRedefined) return undefined;
  const hands = summary.outcomes.some((o) => o.effects.some((e) => e.object === 'result'));
  const fails = summary.outcomes.reduce((all, o) => all | o.result, 0) & (NEGATIVE | IS_ZERO);
  return hands && (fails === NEGATIVE || fails === IS_ZERO) ? fails : undefined;
}

/** The wrong test that a result meets first, when the page is used behind it and the right one is nowhere in reach. */
function wrongTest(fn: FunctionIR, { variable, fails, behind }: Lookup): Loc | undefined {
  const [right, wrong] = fails === NEGATIVE ? ['error', 'null'] : ['null', 'error'];
  const reached = pointsFrom(fn, behind, variable);
  const copies = copiesOf(reached, variable);
  const question = (p: Point) => questionOf(p, variable, copies);
  if (reached.some((p) => question(p) === right || question(p) === 'other')) return undefined;
  const test = pointsFrom(fn, behind, variable, 'first mention').find((p) => question(p) === wrong);
  return test && pointsFrom(fn, test.passed, variable).some((p) => touches(p, variable)) ? test.loc : undefined;
}

function candidate(x: Exploration, l: Lookup, test: Loc, isChanged: (line: number) => boolean): Candidate {
  const callee = l.call.callee ?? '';
  const [comes, asked] = l.fails === NEGATIVE ? ['ERR_PTR()', 'NULL'] : ['NULL', 'ERR_PTR()'];
  return {
    rule: 'unchecked-ref-result',
    exploration: x,
    root: '',
    loc: isChanged(test.line) ? test : l.call.loc,
    detail: `${callee} ${asked}`,
    signs: ANY,
    touched: true,
    message: `${callee}() fails with ${comes}, and line ${test.line} tests ${l.variable} for ${asked} only`,
    why: `A failed ${callee}() passes the test, and ${l.variable} is used as a page behind it.`,
    suggestion: l.fails === NEGATIVE ? `IS_ERR(${l.variable})` : `!${l.variable}`,
  };
}
