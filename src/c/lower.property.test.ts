import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BinaryOp, Call, Expr, FunctionIR } from './ir.js';
import { lowerText } from './snippet.js';
import { verify } from './verify.js';

const INPUTS: readonly (readonly number[])[] = [
  [0, 0, 0],
  [1, -1, 5],
  [7, 3, -2],
  [-4, 0, 1],
];
/** Rounds of all loops and backward gotos of one run together. */
const FUEL = 12;
const LABELS = 3;

describe.skipIf(spawnSync('gcc', ['--version']).error !== undefined)(
  'lowering against gcc (skipped without gcc)',
  () => {
    test('a CFG does what the compiled function does', () => {
      fc.assert(
        fc.property(fc.array(functionBody, { minLength: 30, maxLength: 30 }), (bodies) => {
          const functions = bodies.map((body, n) => `int f${n}(int a, int b, int c, int fuel)\n{\n${body}\n}\n`);
          const expected = compiledRuns(functions);
          functions.forEach((text, n) => {
            const ir = lowerText(text)[0]!;
            expect(verify(ir)).toEqual([]);
            INPUTS.forEach((input, i) => {
              expect(`${text}${interpret(ir, [...input, FUEL])}`).toBe(`${text}${expected[n * INPUTS.length + i]}`);
            });
          });
        }),
        { numRuns: 6, seed: 20240612 },
      );
    });
  },
);

/** What each function logs and returns for each input, from gcc; `t` logs its argument, `drop` is a cleanup. */
function compiledRuns(functions: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'foliolint-lower-'));
  try {
    const calls = functions.flatMap((_, n) =>
      INPUTS.map((input) => `r = f${n}(${input.join(', ')}, ${FUEL}); done(r);`),
    );
    const source = `#include <stdio.h>
static void log_value(int x) { printf("%d ", x); }
static int t(int x) { log_value(x); return (x * 7 + 3) % 11; }
static void drop(int *x) { log_value(1000 + *x % 1000); }
static void done(int r) { printf("= %d\\n", r); }
#define __free(f) __attribute__((cleanup(f)))
${functions.join('\n')}
int main(void) { int r; ${calls.join('\n')} return 0; }
`;
    writeFileSync(join(folder, 'functions.c'), source);
    execFileSync('gcc', ['-w', '-O0', '-fwrapv', '-o', 'run', 'functions.c'], { cwd: folder });
    return execFileSync(join(folder, 'run'), { encoding: 'utf8' }).trimEnd().split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a CFG of ints; the log and the returned value as `compiledRuns` prints them. */
function interpret(ir: FunctionIR, args: readonly number[]): string {
  const log: string[] = [];
  const values = new Map(ir.params.map(({ name }, i) => [name, args[i]!]));
  const temps = new Map<number, number>();
  const value = (expr: Expr) => evaluate(expr, values, temps);
  let block = ir.blocks[0]!;
  for (let steps = 0; steps < 10_000; steps += 1) {
    for (const instruction of block.instructions) {
      if (instruction.kind === 'define') temps.set(instruction.temp, value(instruction.value));
      else if (instruction.kind === 'declare') values.delete(instruction.name);
      else if (instruction.kind === 'leave') for (const name of instruction.names) values.delete(name);
      else if (instruction.kind === 'call') temps.set(instruction.temp, call(instruction, value, log));
      else if (instruction.kind === 'assign' && instruction.target.kind === 'name') {
        values.set(instruction.target.name, value(instruction.value));
      }
    }
    const { end } = block;
    if (end.kind === 'return') return [...log, `= ${end.value ? value(end.value) : 0}`].join(' ');
    if (end.kind === 'goto') block = ir.blocks[end.to]!;
    else if (end.kind === 'branch') block = ir.blocks[value(end.cond) === 0 ? end.no : end.yes]!;
    else if (end.kind === 'switch') {
      const n = value(end.value);
      const taken = end.cases.find(({ low, high }) => value(low) <= n && n <= value(high));
      block = ir.blocks[taken?.to ?? end.fallback]!;
    } else return end.kind;
  }
  return 'does not end';
}

function call({ callee, args, cleanup }: Call, value: (expr: Expr) => number, log: string[]): number {
  const x = value(args[0]!);
  expect(cleanup).toBe(callee === 'drop');
  log.push(String(cleanup ? 1000 + (x % 1000) : x));
  return (((Math.imul(x, 7) + 3) | 0) % 11) | 0;
}

function evaluate(expr: Expr, values: ReadonlyMap<string, number>, temps: ReadonlyMap<number, number>): number {
  const known = (x: number | undefined): number => {
    if (x === undefined) throw new Error(`${JSON.stringify(expr)} has no value here`);
    return x;
  };
  switch (expr.kind) {
    case 'const':
      return expr.value;
    case 'name':
      return known(values.get(expr.name));
    case 'temp':
      return known(temps.get(expr.id));
    case 'unary': {
      const of = evaluate(expr.of, values, temps);
      return expr.op === '!' ? Number(of === 0) : expr.op === '-' ? -of | 0 : expr.op === '~' ? ~of : of;
    }
    case 'binary':
      return OPERATORS[expr.op](evaluate(expr.left, values, temps), evaluate(expr.right, values, temps));
    default:
      throw new Error(`no value for ${expr.kind}`);
  }
}

const OPERATORS: Readonly<Record<BinaryOp, (x: number, y: number) => number>> = {
  '+': (x, y) => (x + y) | 0,
  '-': (x, y) => (x - y) | 0,
  '*': (x, y) => Math.imul(x, y),
  '/': (x, y) => (x / y) | 0,
  '%': (x, y) => (x % y) | 0,
  '&': (x, y) => x & y,
  '|': (x, y) => x | y,
  '^': (x, y) => x ^ y,
  '<<': (x, y) => x << y,
  '>>': (x, y) => x >> y,
  '==': (x, y) => Number(x === y),
  '!=': (x, y) => Number(x !== y),
  '<': (x, y) => Number(x < y),
  '<=': (x, y) => Number(x <= y),
  '>': (x, y) => Number(x > y),
  '>=': (x, y) => Number(x >= y),
};

/** C text that still needs to know where it stands: which locals are alive, and whether `break` and `continue` have a target. */
type Text = (where: Where) => string;
interface Where {
  readonly variables: readonly string[];
  readonly breaks: boolean;
  readonly continues: boolean;
}

/** Fills `%` in a pattern, from left to right. */
function pattern(text: string, ...parts: fc.Arbitrary<Text>[]): fc.Arbitrary<Text> {
  return fc.tuple(...parts).map((filled) => (where) => {
    let next = 0;
    return text.replace(/%/g, () => filled[next++]!(where));
  });
}

const literal: fc.Arbitrary<Text> = fc.integer({ min: -3, max: 9 }).map((n) => () => (n < 0 ? `(${n})` : String(n)));
const positive: fc.Arbitrary<Text> = fc.integer({ min: 1, max: 7 }).map((n) => () => String(n));
const variable: fc.Arbitrary<Text> = fc.nat(20).map(
  (n) =>
    ({ variables }) =>
      variables[n % variables.length]!,
);
const operator = (...ops: string[]): fc.Arbitrary<Text> => fc.constantFrom(...ops).map((op) => () => op);
const label: fc.Arbitrary<Text> = fc.nat(LABELS - 1).map((n) => () => `l${n}`);

/**
 * Expressions whose value C defines: what has a side effect stands only where a sequence point separates it from what reads or
 * writes the same variable.
 */
const { pure, effect, statements } = fc.letrec<Record<'pure' | 'effect' | 'statement' | 'statements', Text>>((tie) => ({
  pure: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    variable,
    literal,
    pattern(
      '(% % %)',
      tie('pure'),
      operator('+', '-', '*', '&', '|', '^', '==', '!=', '<', '<=', '>', '>='),
      tie('pure'),
    ),
    pattern('(% % %)', tie('pure'), operator('/', '<<', '>>'), positive),
    pattern('(%%)', operator('-', '~', '!', '+'), pattern('(%)', tie('pure'))),
  ),
  effect: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('pure'),
    pattern('(%%)', variable, operator('++', '--')),
    pattern('(%%)', operator('++', '--'), variable),
    pattern('(% % %)', variable, operator('=', '+=', '-=', '*=', '|='), tie('pure')),
    pattern('(% = t(%))', variable, tie('effect')),
    pattern('t(%)', tie('effect')),
    pattern('(% % %)', tie('effect'), operator('&&', '||', ','), tie('effect')),
    pattern('(% ? % : %)', tie('effect'), tie('effect'), tie('effect')),
    pattern('(% ?: %)', tie('effect'), tie('effect')),
    pattern('(% % %)', tie('effect'), operator('+', '==', '<'), literal),
    pattern('(!%)', tie('effect')),
    pattern('({ % %; })', outsideLoops(tie('statement')), tie('effect')),
  ),
  statements: fc.array(tie('statement'), { maxLength: 4 }).map((all) => (where) => all.map((s) => s(where)).join('\n')),
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    pattern('(%);', tie('effect')),
    jump('break', ({ breaks }) => breaks),
    jump('continue', ({ continues }) => continues),
    pattern('if (%) { % }', tie('effect'), tie('statements')),
    pattern('if (%) % else { % }', tie('effect'), tie('statement'), tie('statements')),
    pattern('if (fuel-- > 0 && %) goto %;', tie('effect'), label),
    pattern('if (%) return %;', tie('effect'), tie('effect')),
    block(tie('effect'), tie('statements')),
    pattern('while (fuel-- > 0 && %) { % }', tie('effect'), inLoop(tie('statements'))),
    pattern('do { % } while (fuel-- > 0 && %);', inLoop(tie('statements')), tie('effect')),
    pattern('for (%; fuel-- > 0 && %; %) %', tie('effect'), tie('effect'), tie('effect'), inLoop(tie('statement'))),
    switchOf(tie('effect'), tie('statements')),
  ),
}));

const functionBody = fc.tuple(...Array.from({ length: LABELS }, () => statements), pure, effect).map((parts) => {
  const where = { variables: ['a', 'b', 'c'], breaks: false, continues: false };
  const texts = parts.map((part) => part(where));
  const labelled = texts.slice(0, LABELS).map((text, n) => `l${n}: ;\n${text}`);
  return `${labelled.join('\n')}\nt(${texts.at(-2)});\nreturn ${texts.at(-1)};`;
});

function jump(text: string, allowed: (where: Where) => boolean): fc.Arbitrary<Text> {
  return fc.constant((where) => (allowed(where) ? `${text};` : ';'));
}

function inLoop(inner: fc.Arbitrary<Text>): fc.Arbitrary<Text> {
  return inner.map((text) => (where) => text({ ...where, breaks: true, continues: true }));
}

function outsideLoops(inner: fc.Arbitrary<Text>): fc.Arbitrary<Text> {
  return inner.map((text) => (where) => text({ ...where, breaks: false, continues: false }));
}

/** A block with a local of its own, with or without a cleanup. */
function block(initial: fc.Arbitrary<Text>, body: fc.Arbitrary<Text>): fc.Arbitrary<Text> {
  return fc.tuple(initial, body, fc.boolean()).map(([value, inner, cleanup]) => (where) => {
    const name = `x${where.variables.length}`;
    const inside = { ...where, variables: [...where.variables, name] };
    return `{ int ${name}${cleanup ? ' __free(drop)' : ''} = ${value(where)}; ${inner(inside)} }`;
  });
}

function switchOf(value: fc.Arbitrary<Text>, body: fc.Arbitrary<Text>): fc.Arbitrary<Text> {
  const arm = fc.tuple(body, fc.boolean());
  return fc
    .tuple(value, fc.array(arm, { minLength: 1, maxLength: 4 }), fc.nat(5))
    .map(([on, arms, fallback]) => (where) => {
      const inside = { ...where, breaks: true };
      const texts = arms.map(([text, ends], n) => {
        const head = n === fallback ? 'default:' : n === 3 ? 'case 5 ... 8:' : `case ${n}:`;
        return `${head} ${text(inside)} ${ends ? 'break;' : ';'}`;
      });
      return `switch (${on(where)}) { ${texts.join('\n')} }`;
    });
}
