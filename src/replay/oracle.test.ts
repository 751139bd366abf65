import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freeHead, int32, type Page, tailOf } from './page.js';
import { type Primitive, primitives } from './primitives.js';

const { FOLIOLINT_TREE_6_12: tree612, FOLIOLINT_TREE_6_1: tree61 } = process.env;
const ORACLE = resolve(import.meta.dirname, '../../testdata/oracle');
const OPERATIONS = 100_000;
/** Assertions in the compared functions, `CONDITION@FUNCTION`; each fires in such a run. */
const CHECKS = 7;
const gcc = spawnSync('gcc', ['--version']).status === 0;

describe('100,000 random operations end as in the compiled header of', () => {
  test.skipIf(!tree612 || !gcc)('v6.12 (skipped without gcc and FOLIOLINT_TREE_6_12)', { timeout: 60_000 }, () =>
    compare(tree612!),
  );
  test.skipIf(!tree61 || !gcc)('v6.1 (skipped without gcc and FOLIOLINT_TREE_6_1)', { timeout: 60_000 }, () =>
    compare(tree61!),
  );
});

/** The call in C for each primitive: on `page`, with `a` and `b`; `folio_*` get the folio of the page. */
const CALLS: Readonly<Partial<Record<keyof typeof primitives, string>>> = {
  page_ref_count: 'VALUE(page_ref_count(page))',
  page_count: 'VALUE(page_count(page))',
  set_page_count: 'VOID(set_page_count(page, a))',
  init_page_count: 'VOID(init_page_count(page))',
  page_ref_add: 'VOID(page_ref_add(page, a))',
  folio_ref_add: 'VOID(folio_ref_add(page_folio(page), a))',
  page_ref_sub: 'VOID(page_ref_sub(page, a))',
  page_ref_inc: 'VOID(page_ref_inc(page))',
  page_ref_dec: 'VOID(page_ref_dec(page))',
  page_ref_sub_return: 'VALUE(folio_ref_sub_return((struct folio *)page, a))',
  page_ref_inc_return: 'VALUE(page_ref_inc_return(page))',
  page_ref_dec_return: 'VALUE(page_ref_dec_return(page))',
  page_ref_sub_and_test: 'VALUE(page_ref_sub_and_test(page, a))',
  page_ref_dec_and_test: 'VALUE(page_ref_dec_and_test(page))',
  page_ref_add_unless: 'VALUE(page_ref_add_unless(page, a, b))',
  page_ref_freeze: 'VALUE(page_ref_freeze(page, a))',
  page_ref_unfreeze: 'VOID(page_ref_unfreeze(page, a))',
  get_page_unless_zero: 'VALUE(get_page_unless_zero(page))',
  folio_try_get: 'VALUE(folio_try_get(page_folio(page)))',
  folio_ref_try_add: 'VALUE(folio_ref_add_unless(page_folio(page), a, 0))',
  folio_get: 'VOID(folio_get(page_folio(page)))',
  get_page: 'VOID(get_page(page))',
  try_get_page: 'VALUE(try_get_page(page))',
  put_page_testzero: 'VALUE(put_page_testzero(page))',
  folio_put_testzero: 'VALUE(folio_put_testzero(page_folio(page)))',
  folio_put: 'VOID(folio_put(page_folio(page)))',
  put_page: 'VOID(put_page(page))',
  folio_put_refs: 'VOID(folio_put_refs(page_folio(page), a))',
  set_page_refcounted: 'VOID(set_page_refcounted(page))',
};
const NAMES = Object.keys(CALLS) as (keyof typeof primitives)[];

/** Functions of mm.h and internal.h that page_ref.h does not have. */
const SLICES: Readonly<Record<string, readonly string[]>> = {
  'include/linux/mm.h': [
    'put_page_testzero',
    'folio_put_testzero',
    'get_page_unless_zero',
    'folio_get',
    'get_page',
    'try_get_page',
    'folio_put',
    'folio_put_refs',
    'put_page',
  ],
  'mm/internal.h': ['set_page_refcounted'],
};

interface Op {
  readonly name: keyof typeof primitives;
  readonly page: number;
  readonly a: number;
  readonly b: number;
}

function compare(tree: string): void {
  const operations = randomOperations(0x5eed);
  const expected = runOracle(tree, operations);
  const head = freeHead(1);
  const pages = [head, tailOf(head), freeHead(0)];
  operations.forEach((op, i) => {
    const got = runSimulator(pages, op);
    if (got !== expected[i]) expect({ i, op, answer: got }).toEqual({ i, op, answer: expected[i] });
  });
  expect(expected.length).toBe(operations.length);
  expect(new Set(expected.flatMap((line) => line.split('\t').slice(5))).size).toBe(CHECKS);
}

/** One answer in the oracle's form: value, freed, the raw counts, and the checks that fired. */
function runSimulator(pages: readonly Page[], { name, page, a, b }: Op): string {
  const primitive: Primitive = primitives[name];
  const { ret, freed, fired } = primitive(pages[page]!, a, b);
  const checks = fired.map((check) => `${check.condition}@${check.function}`);
  return [ret ?? 0, Number(freed), ...pages.map((p) => p.raw), ...checks].join('\t');
}

function runOracle(tree: string, operations: readonly Op[]): readonly string[] {
  const dir = mkdtempSync(join(tmpdir(), 'foliolint-oracle-'));
  try {
    const program = build(resolve(tree), dir);
    const input = operations.map((op) => `${NAMES.indexOf(op.name)} ${op.page} ${op.a} ${op.b}\n`).join('');
    return execFileSync(program, { input, encoding: 'utf8', maxBuffer: 1 << 28 })
      .trimEnd()
      .split('\n');
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function build(tree: string, dir: string): string {
  const slices = Object.entries(SLICES).map(([file, names]) => slice(readFileSync(join(tree, file), 'utf8'), names));
  writeFileSync(join(dir, 'oracle-slices.h'), slices.join('\n'));
  writeFileSync(join(dir, 'oracle-ops.h'), NAMES.map((name) => `${CALLS[name]}\n`).join(''));
  const program = join(dir, 'oracle');
  const header = `-DPAGE_REF_H="${join(tree, 'include/linux/page_ref.h')}"`;
  const flags = ['-std=gnu11', '-O2', '-w', '-fno-strict-overflow', '-I', join(ORACLE, 'include'), '-I', dir, header];
  execFileSync('gcc', [...flags, '-o', program, join(ORACLE, 'main.c')]);
  return program;
}

/** Cuts the named inline functions, and the one macro they need, out of a header. */
function slice(text: string, names: readonly string[]): string {
  const macro = /^#define folio_ref_zero_or_close_to_overflow(?:.*\\\n)*.*$/m.exec(text)?.[0] ?? '';
  const functions = names.map((name) => {
    const whole = new RegExp(`^static inline [^;\\n]*\\b${name}\\([\\s\\S]*?^}`, 'm').exec(text)?.[0];
    if (!whole) throw new Error(`${name}() is not in this tree`);
    return whole;
  });
  return [macro, ...functions].join('\n');
}

function randomOperations(seed: number): readonly Op[] {
  const random = xorshift(seed);
  const edges = [0, 1, -1, -127, -128, 0x7fffffff, -0x80000000, 1024];
  const value = () => (random() % 8 === 0 ? edges[random() % edges.length]! : (random() % 6) - 1);
  return Array.from({ length: OPERATIONS }, () => ({
    name: NAMES[random() % NAMES.length]!,
    page: random() % 3,
    a: value(),
    b: value(),
  }));
}

/** A small generator of 31-bit numbers, the same everywhere for the same seed. */
function xorshift(seed: number): () => number {
  let x = seed;
  return () => {
    x = int32(x ^ (x << 13));
    x = int32(x ^ (x >>> 17));
    x = int32(x ^ (x << 5));
    return x >>> 1;
  };
}
