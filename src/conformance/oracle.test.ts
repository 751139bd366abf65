import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { interpreted } from '../interpreter/index.js';
import { builtin } from '../page/builtin.js';
import { type Memory, newMemory } from '../page/memory.js';
import type { Semantics } from '../page/semantics.js';
import { askOracle, calleesOf, gcc, headersWith, type Operation, randomOperations } from '../page/testing-oracle.js';
import { openTree } from '../tree/index.js';
import { VARIANTS } from './testing-variants.js';

const { FOLIOLINT_TREE_6_12: tree612, FOLIOLINT_TREE_6_1: tree61 } = process.env;
const OPERATIONS = 100_000;
/** Assertions in the unpatched functions; each fires in such a run. */
const CHECKS = 7;

describe.each([
  ['6.12', tree612],
  ['6.1', tree61],
])(
  '100,000 random operations end as in the compiled header of %s (skipped without gcc and FOLIOLINT_TREE_*)',
  (_, tree) => {
    test.skipIf(!tree || !gcc)('for the built-in model', async () => {
      const { tree: opened } = await openTree(tree!, { patches: [] });
      expect(compare(tree!, builtin(opened.version))).toBe(CHECKS);
    });

    test.skipIf(!tree || !gcc)('for the interpreted header', async () => {
      expect(compare(tree!, await semanticsOf(tree!))).toBe(CHECKS);
    });

    test.skipIf(!tree || !gcc).each(Object.keys(VARIANTS))('for a header with %s', async (name) => {
      const copy = headersWith(tree!, VARIANTS[name]!);
      try {
        expect(compare(copy, await semanticsOf(copy))).toBeGreaterThan(CHECKS);
      } finally {
        rmSync(copy, { recursive: true });
      }
    });
  },
);

async function semanticsOf(tree: string): Promise<Semantics> {
  const { tree: opened } = await openTree(tree, { patches: [] });
  const { semantics, diagnostics } = await interpreted(opened, []);
  expect(diagnostics).toEqual([]);
  return semantics;
}

/** Compares all answers, and returns how many different checks have fired. */
function compare(tree: string, semantics: Semantics): number {
  const callees = calleesOf(tree).filter(({ name }) => semantics.has(name));
  expect(callees.length).toBeGreaterThan(35);
  const operations = randomOperations(callees, OPERATIONS, 0x5eed);
  const expected = askOracle(tree, operations);
  const memory = newMemory(3);
  memory.pages[1]!.head = memory.pages[0]!;
  memory.pages[0]!.order = 1;
  operations.forEach((operation, i) => {
    const answer = answerOf(semantics, memory, operation);
    if (answer !== expected[i]) expect({ i, operation, answer }).toEqual({ i, operation, answer: expected[i] });
  });
  expect(expected.length).toBe(operations.length);
  return new Set(expected.flatMap((line) => line.split('\t').slice(6))).size;
}

/** One answer in the oracle's form. */
function answerOf(semantics: Semantics, memory: Memory, { callee, page, a, b }: Operation): string {
  const { ret, freed, bugs } = semantics.run(memory, callee.name, [page, a, b].slice(0, callee.numbers + 1));
  const count = semantics.run(memory, 'page_count', [page]).ret;
  const checks = bugs.map((bug) => `${bug.condition}@${bug.file}:${bug.line}:${bug.function}`);
  return [ret ?? 0, Number(freed), ...memory.pages.map(({ raw }) => raw), count, ...checks].join('\t');
}
