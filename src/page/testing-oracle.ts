import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { int32 } from './page.js';

const ORACLE = resolve(import.meta.dirname, '../../testdata/oracle');

/** For tests: is there a compiler? */
export const gcc = spawnSync('gcc', ['--version']).status === 0;

/** For tests: a function of the compared headers that takes a page or a folio, and up to two numbers. */
export interface Callee {
  readonly name: string;
  readonly onFolio: boolean;
  readonly numbers: number;
  readonly void: boolean;
}

export interface Operation {
  readonly callee: Callee;
  readonly page: number;
  readonly a: number;
  readonly b: number;
}

/** What the headers besides page_ref.h are asked for. */
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
const HEADER = 'include/linux/page_ref.h';

/** For tests: the functions of a tree's headers that can be compared. */
export function calleesOf(tree: string): readonly Callee[] {
  const header = definitions(readFileSync(join(tree, HEADER), 'utf8'), /^static inline (\w+) (\w+)\(([^)]*)\)\s*\{/gm);
  const others = Object.entries(SLICES).flatMap(([file, names]) => {
    const text = names.map((name) => slice(tree, file, name)).join('\n');
    return definitions(text, /^static inline (?:__must_check )?(\w+) (\w+)\(([^)]*)\)\s*\{/gm);
  });
  return [...header, ...others];
}

function definitions(text: string, head: RegExp): Callee[] {
  return [...text.matchAll(head)].flatMap(([, returns, name = '', list = '']) => {
    const [subject = '', ...numbers] = list.split(',').map((param) => param.trim());
    const type = /^(?:const )?struct (page|folio) \*/.exec(subject)?.[1];
    if (type === undefined || name.startsWith('__')) return [];
    return [{ name, onFolio: type === 'folio', numbers: numbers.length, void: returns === 'void' }];
  });
}

/** The text of a function, with a directive that says where it stood. */
function slice(tree: string, file: string, name: string): string {
  const text = readFileSync(join(tree, file), 'utf8');
  const found = new RegExp(`^static inline [^;\\n]*\\b${name}\\([\\s\\S]*?^}`, 'm').exec(text);
  if (!found) throw new Error(`${name}() is not in this tree`);
  const line = text.slice(0, found.index).split('\n').length;
  return `#line ${line} "${file}"\n${found[0]}\n`;
}

/** For tests: a temporary folder with the compared headers of a tree, page_ref.h changed. The caller removes it. */
export function headersWith(tree: string, edit: (header: string) => string): string {
  const copy = mkdtempSync(join(tmpdir(), 'foliolint-variant-'));
  for (const path of [HEADER, ...Object.keys(SLICES), 'Makefile']) {
    mkdirSync(join(copy, dirname(path)), { recursive: true });
    cpSync(join(tree, path), join(copy, path));
  }
  const header = join(copy, HEADER);
  writeFileSync(header, edit(readFileSync(header, 'utf8')));
  return copy;
}

/** For tests: the answers of the compiled headers: value, freed, three raw counts, the count, and the checks that fired. */
export function askOracle(tree: string, operations: readonly Operation[]): readonly string[] {
  const dir = mkdtempSync(join(tmpdir(), 'foliolint-oracle-'));
  try {
    const callees = [...new Set(operations.map(({ callee }) => callee))];
    const program = build(resolve(tree), dir, callees);
    const numbers = new Map(callees.map((callee, i) => [callee, i]));
    const input = operations.map(({ callee, page, a, b }) => `${numbers.get(callee)} ${page} ${a} ${b}\n`).join('');
    const answers = execFileSync(program, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
    return answers
      .trimEnd()
      .replaceAll(`${resolve(tree)}/`, '')
      .split('\n');
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function build(tree: string, dir: string, callees: readonly Callee[]): string {
  const overflow = readFileSync(join(tree, 'include/linux/mm.h'), 'utf8');
  const macro = /^#define folio_ref_zero_or_close_to_overflow(?:.*\\\n)*.*$/m.exec(overflow)?.[0] ?? '';
  const slices = Object.entries(SLICES).flatMap(([file, names]) => names.map((name) => slice(tree, file, name)));
  writeFileSync(join(dir, 'oracle-slices.h'), [macro, ...slices].join('\n'));
  writeFileSync(join(dir, 'oracle-ops.h'), callees.map((callee) => `${callText(callee)}\n`).join(''));
  const program = join(dir, 'oracle');
  const header = `-DPAGE_REF_H="${join(tree, HEADER)}"`;
  const flags = ['-std=gnu11', '-O2', '-w', '-fno-strict-overflow', '-I', join(ORACLE, 'include'), '-I', dir, header];
  execFileSync('gcc', [...flags, '-o', program, join(ORACLE, 'main.c')]);
  return program;
}

function callText({ name, onFolio, numbers, void: isVoid }: Callee): string {
  const args = [onFolio ? 'page_folio(page)' : 'page', ...['a', 'b'].slice(0, numbers)];
  return `${isVoid ? 'VOID' : 'VALUE'}(${name}(${args.join(', ')}))`;
}

/** For tests: random operations on three pages, whose numbers are often those where ints end or checks begin. */
export function randomOperations(callees: readonly Callee[], count: number, seed: number): readonly Operation[] {
  const random = xorshift(seed);
  const edges = [0, 1, -1, -127, -128, 0x7fffffff, -0x80000000, 1024, 0x40000000];
  const value = () => (random() % 8 === 0 ? edges[random() % edges.length]! : (random() % 6) - 1);
  return Array.from({ length: count }, () => ({
    callee: callees[random() % callees.length]!,
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
