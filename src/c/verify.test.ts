import { expect, test } from 'vitest';
import type { BasicBlock, FunctionIR } from './ir.js';
import { lowerStatements } from './snippet.js';
import { verify } from './verify.js';

const loc = { line: 1, column: 1 };

function withBlocks(...blocks: Omit<BasicBlock, 'id'>[]): FunctionIR {
  return { ...lowerStatements('return 0;'), blocks: blocks.map((block, id) => ({ id, ...block })) };
}

test('finds nothing wrong with what lowering makes', () => {
  expect(verify(lowerStatements('while (a && g(b)) { if (b) return a ? 1 : 2; }'))).toEqual([]);
});

test('finds a target that does not exist', () => {
  const ir = withBlocks({ instructions: [], end: { kind: 'goto', to: 7 }, loopHead: false });
  expect(verify(ir)).toEqual(['b0 goes to b7, which does not exist']);
});

test('finds a loop head that is not marked, and a block that nothing leads to', () => {
  const ir = withBlocks(
    { instructions: [], end: { kind: 'goto', to: 0 }, loopHead: false },
    { instructions: [], end: { kind: 'stop', loc }, loopHead: false },
  );
  expect(verify(ir)).toEqual(['b0 is a loop head', 'b1 has no predecessor in front of it']);
});

test('finds a temp that one of two paths does not define', () => {
  const one = { kind: 'const', value: 1 } as const;
  const ir = withBlocks(
    {
      instructions: [],
      end: { kind: 'branch', cond: { kind: 'name', name: 'a' }, yes: 1, no: 2, loc },
      loopHead: false,
    },
    { instructions: [{ kind: 'define', temp: 1, value: one, loc }], end: { kind: 'goto', to: 2 }, loopHead: false },
    { instructions: [], end: { kind: 'return', value: { kind: 'temp', id: 1 }, loc }, loopHead: false },
  );
  expect(verify(ir)).toEqual(['b2: t1 is not defined on every path to "t1"']);
});
