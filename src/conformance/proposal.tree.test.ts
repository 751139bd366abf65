import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { askOracle, type Callee, calleesOf, gcc, headersWith, randomOperations } from '../page/testing-oracle.js';
import { ledgerLines } from '../replay/table.js';
import { openTree } from '../tree/index.js';
import { brokenIn } from './broken.js';
import type { PrimitiveFinding } from './findings.js';
import { PRIMITIVES_HEADER, primitivesOf } from './headers.js';
import type { SequenceStep } from './sequence/index.js';
import { seriesPrimitives } from './series.js';
import { proposedSeries, withBit, withChecks, withFix } from './testing-proposal.js';

const { FOLIOLINT_TREE_6_12: TREE } = process.env;

const CHECK = 'VM_BUG_ON(__page_count_is_frozen(page_count(page)))';
const INVERTED = `${CHECK} fires on a live page, and 6 more like it`;
const DEAD = `${CHECK} can never fire, and 3 more like it`;
/** What the bit leaves open, whichever way round its predicate is. */
const REMAINS = [
  'a get succeeds on a frozen page or a free page or a tail that set_page_count_as_frozen() has set up',
  'a get succeeds on a page whose last reference was dropped (page_ref_dec())',
  'an increment by the owner of a page does not bring it back from 0 (page_ref_inc())',
  'a get at INT_MAX freezes a live page (page_ref_add_unless())',
  'a get on a tail writes to its struct page (page_ref_add_unless())',
  'a put frees a later use of the page than the one whose reference it dropped (page_ref_dec_and_test())',
];

describe('the proposal for a bit of frozen pages, adapted onto 6.12 (skipped without FOLIOLINT_TREE_6_12)', () => {
  it.skipIf(!TREE)('has an inverted check, which the first increment of a new page shows', async () => {
    const [, second] = await checked('none');
    expect(messages(second!, 'introduced')).toEqual([INVERTED, ...REMAINS]);
    const [inverted] = second!;
    const line = lineIn(withBit(withChecks(header())), 'static inline void page_ref_inc(') + 2;
    expect(inverted!.finding).toMatchObject({ file: PRIMITIVES_HEADER, line, function: 'page_ref_inc' });
    expect(inverted!.verdict.because).toBe('shown by init_page_count(page); page_ref_inc(page)');
    expect(ledgerLines(inverted!.verdict.runs[0]!).slice(1)).toEqual([
      '      1   init_page_count(page)   0 -> 1',
      '    > 2   page_ref_inc(page)      1 -> 2',
      `          ${CHECK} in page_ref_inc(), line ${line}`,
    ]);
  });

  it.skipIf(!TREE)('keeps the rest with the fix of its author, and has four checks that never fire', async () => {
    const [, second] = await checked('folded');
    expect(messages(second!, 'introduced')).toEqual([...REMAINS.slice(0, 5), DEAD, ...REMAINS.slice(5)]);
    const [, , aside] = await checked('behind');
    expect(messages(aside!, 'introduced')).toEqual([DEAD]);
    expect(messages(aside!, 'resolved')).toEqual([INVERTED]);
  });

  it.skipIf(!TREE)('is told by the steps that show it', async () => {
    const [, second] = await checked('folded');
    expect(tableOf(second!, REMAINS[0]!)).toMatchInlineSnapshot(`
      "
                                                 _refcount
            1   set_page_count_as_frozen(page)   0 -> 0
          > 2   get_page_unless_zero(page)       0 -> 1      returns 1
      "
    `);
    expect(tableOf(second!, DEAD)).toMatchInlineSnapshot(`
      "
                                           _refcount
            1   init_page_count(page)      0 -> 1
            2   page_ref_freeze(page, 1)   1 -> 0x80000000            returns 1
          > 3   page_ref_add(page, 1)      0x80000000 -> 0x80000001   nothing is reported
      "
    `);
    expect(tableOf(second!, REMAINS[5]!)).toMatchInlineSnapshot(`
      "
                 A: last owner           B: lookup               C: next user             _refcount
                                                                                          1
                 page_ref_dec_and_test
             1     dec_and_test                                                           0
                                         get_page_unless_zero
             2                             add_return = 1                                 1
                                         page_ref_dec_and_test
             3                             dec_and_test                                   0
             4     cmpxchg_relaxed = 1                                                    0x80000000
             5   free_unref_page                                                          0x80000000
             6                                                   get_page_from_freelist   0x80000000
                                                                 set_page_refcounted
             7                                                     read                   0x80000000
             8                                                     set                    1
                                                                 page_ref_dec_and_test
             9                                                     dec_and_test           0
            10                             cmpxchg_relaxed = 1                            0x80000000
          > 11                           free_unref_page                                  0x80000000
                 a put frees a later use of the page than the one whose reference it dropped
      "
    `);
  });
});

describe('the compiled header of the proposal (skipped without gcc and FOLIOLINT_TREE_6_12)', () => {
  test.skipIf(!TREE || !gcc).each(['none', 'folded'] as const)('does what each sequence shows, fix %s', async (fix) => {
    const { tree } = await openTree(TREE!, { patches: [] });
    const { violations } = brokenIn(await primitivesOf(tree, await proposedSeries(TREE!, fix)));
    const copy = headersWith(TREE!, (text) => withFixIf(fix, withBit(withChecks(text))));
    try {
      const callees = new Map(calleesOf(copy).map((callee) => [callee.name, callee]));
      const sequences = violations.map(({ steps }) => steps).filter((steps) => canCompile(steps, callees));
      expect(sequences.length).toBeGreaterThan(violations.length / 2);
      expect(compiled(copy, sequences, callees)).toEqual(sequences.map((steps) => steps.map(stepText)));
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  test.skipIf(!TREE || !gcc)('fires the three checks on what an operation returned, and never the other four', () => {
    const copy = headersWith(TREE!, (text) => withFix(withBit(withChecks(text))));
    try {
      const answers = askOracle(copy, randomOperations(calleesOf(copy), 100_000, 0x5eed));
      const fired = new Set(
        answers.flatMap((answer) => answer.match(/__page_count_is_frozen\([^@]*\)@.*?:\d+:\w+/g) ?? []),
      );
      expect([...fired].map((it) => it.split(':').at(-1)).sort()).toEqual([
        'folio_ref_sub_return',
        'page_ref_dec_return',
        'page_ref_inc_return',
      ]);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});

function header(): string {
  return readFileSync(join(TREE!, PRIMITIVES_HEADER), 'utf8');
}

function lineIn(text: string, start: string): number {
  return 1 + text.split('\n').findIndex((line) => line.startsWith(start));
}

async function checked(fix: Parameters<typeof proposedSeries>[1]): Promise<readonly (readonly PrimitiveFinding[])[]> {
  const patches = await proposedSeries(TREE!, fix);
  const primitives = seriesPrimitives((await openTree(TREE!, { patches })).tree);
  const all = [];
  for (const [i, patch] of patches.entries()) {
    const { findings, diagnostics } = await primitives.check(patches.slice(0, i), patch);
    expect(diagnostics).toEqual([]);
    all.push(findings);
  }
  return all;
}

function messages(found: readonly PrimitiveFinding[], origin: string): readonly string[] {
  return found.filter(({ finding }) => finding.origin === origin).map(({ finding }) => finding.message);
}

function tableOf(found: readonly PrimitiveFinding[], message: string): string {
  const { verdict } = found.find(({ finding }) => finding.message === message)!;
  return `\n${ledgerLines(verdict.runs[0]!).join('\n')}\n`;
}

function withFixIf(fix: 'none' | 'folded', text: string): string {
  return fix === 'folded' ? withFix(text) : text;
}

/** Steps of the allocator, and tails that cannot be written, are not in the compiled header. */
function canCompile(steps: readonly SequenceStep[], callees: ReadonlyMap<string, Callee>): boolean {
  return steps.every(({ text }) => callees.has(partsOf(text).name) && !text.includes('(tail'));
}

function partsOf(text: string): { readonly name: string; readonly numbers: readonly number[] } {
  const [, name = '', list = ''] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
  const numbers = list
    .split(', ')
    .slice(1)
    .map((word) => (word === 'INT_MAX' ? 0x7fffffff : Number(word)));
  return { name, numbers };
}

/** The steps of each sequence on page 2, whose count is 0 before, as `value raw checks`. */
function compiled(
  copy: string,
  sequences: readonly (readonly SequenceStep[])[],
  callees: ReadonlyMap<string, Callee>,
): readonly (readonly string[])[] {
  const call = (name: string, [a = 0, b = 0]: readonly number[]) => ({ callee: callees.get(name)!, page: 2, a, b });
  const calls = sequences.map((steps) => [
    call('set_page_count', [0]),
    ...steps.map(({ text }) => call(partsOf(text).name, partsOf(text).numbers)),
  ]);
  const answers = askOracle(copy, calls.flat()).map((answer) => {
    const [ret, , , , raw, , ...checks] = answer.split('\t');
    return [ret, raw, ...checks].join(' ');
  });
  return calls.map((list) => answers.splice(0, list.length).slice(1));
}

function stepText({ ret, after, bugs }: SequenceStep): string {
  return [ret ?? 0, after, ...bugs.map((bug) => `${bug.condition}@${bug.file}:${bug.line}:${bug.function}`)].join(' ');
}
