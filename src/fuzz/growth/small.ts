import type { Case } from '../case.js';
import { texts } from '../corpus.js';
import { repeated, type Shape } from './shape.js';

function read(name: string, size: number, file: string, run: Case['run'], text: (size: number) => string): Shape {
  const series = texts('testdata/series', /^over-put.series\.mbox$/)[0]!;
  return { name, size, make: (n) => ({ files: { 'series.mbox': series, [file]: text(n) }, subject: file, run }) };
}

const command = (...argv: readonly string[]): Case['run'] => ({ kind: 'command', argv });
const SIMULATE = command('simulate', 'x');
const IMPORT = command('trace', 'import', 'x');
const event = (pfn: number, count: number, i: number) =>
  `    bash-1 [000] ..... ${i}.000001: page_ref_mod: pfn=0x${pfn.toString(16)} flags= count=${count} mapcount=-1 mapping=0 mt=1 val=1\n`;
const id = (i: number) => i.toString(16).padStart(8, '0');

/** Scripts, traces, rule files and what a user keeps. */
export const SMALL_SHAPES: readonly Shape[] = [
  read('operations of a script', 100_000, 'x', SIMULATE, (n) => 'page_ref_inc\npage_ref_dec\n'.repeat(n)),
  read('pages of a script', 20_000, 'x', SIMULATE, (n) => repeated(n, (i) => `page ${i}\ninit_page_count\n`)),
  read('holders of a script', 5000, 'x', SIMULATE, (n) => repeated(n, (i) => `page ${i}\nalloc 0\nhold page-cache\n`)),
  read('lines of a script that cannot be run', 50_000, 'x', SIMULATE, (n) => repeated(n, (i) => `no_such_${i}\n`)),
  read('events of a page', 100_000, 'x', IMPORT, (n) => repeated(n, (i) => event(1, i + 2, i))),
  read('pages of a trace', 50_000, 'x', IMPORT, (n) => repeated(n, (i) => event(i, 2, i))),
  read('pages of a trace that are kept', 20_000, 'x', command('trace', 'import', 'x', '--max-pages', '100000'), (n) =>
    repeated(n, (i) => event(i, 2, i)),
  ),
  read(
    'lines that are no events',
    200_000,
    'x',
    IMPORT,
    (n) => event(1, 2, 1) + repeated(n, (i) => ` => folio_put ${i}\n`),
  ),
  read('sentences', 10_000, 'x', { kind: 'ownership' }, (n) => repeated(n, (i) => `f${i}(folio): puts folio\n`)),
  read(
    'clauses of a sentence',
    10_000,
    'x',
    { kind: 'ownership' },
    (n) => `f(folio): puts folio${'; puts folio'.repeat(n)}\n`,
  ),
  read('sentences that are broken', 5000, 'x', { kind: 'ownership' }, (n) =>
    repeated(n, (i) => `f${i}(folio): puuts folio\n`),
  ),
  read(
    'code blocks of a page',
    30_000,
    'over-put.md',
    { kind: 'hazard', id: 'over-put' },
    (n) => `---\nid: over-put\nseverity: error\ntitle: x\n---\n${'```c\nx\n```\n'.repeat(n)}`,
  ),
  read(
    'keys of a page',
    2000,
    'over-put.md',
    { kind: 'hazard', id: 'over-put' },
    (n) => `---\nid: over-put\nseverity: error\ntitle: x\n${repeated(n, (i) => `k${i}: x\n`)}---\n`,
  ),
  read('lines of a baseline', 50_000, 'x', command('check', 'series.mbox', '--baseline', 'x'), (n) =>
    repeated(n, (i) => `${id(i)} over-put f mm/x.c\n`),
  ),
  read('lines of a baseline that are broken', 50_000, 'x', command('check', 'series.mbox', '--baseline', 'x'), (n) =>
    repeated(n, (i) => `x${i}\n`),
  ),
  read('lines of an ignore file', 50_000, '../home/.config/foliolint/ignore', command('check', 'series.mbox'), (n) =>
    repeated(n, (i) => `${id(i)} - - - why\n`),
  ),
  read('options', 2000, '../home/.foliolint.conf', command('check', 'series.mbox'), (n) =>
    repeated(n, () => '--include transient\n'),
  ),
];
