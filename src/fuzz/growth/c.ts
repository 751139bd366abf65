import { repeated, type Shape, scanned, treeScanned } from './shape.js';

const inside = (body: string) => `int f(struct folio *folio, int n)\n{\n\tint err = 0;\n\n${body}\treturn err;\n}\n`;
const nested = (n: number, open: string, close: string, inner = 'folio_put(folio);') =>
  inside(`${open.repeat(n)}${inner}${close.repeat(n)}\n`);
const branch = (i: number) =>
  `\tif (n > ${i}) {\n\t\tfolio_get(folio);\n\t\tg${i}(folio);\n\t\tfolio_put(folio);\n\t}\n`;

/** What may stand in a row: patterns that try again from each place are slow there. */
const UNITS = [
  ...['x', ' ', '\t', '\n', '\\\n', '(', ')', '{', '[', '"', "'", '*', '&', '#', '/*', '//', '=', ';', '~', '@', '\\'],
  ...[
    'a ',
    'a,',
    'a(',
    'a.',
    'if (',
    'else ',
    '__x ',
    'x: ',
    '#if 1\n',
    '#define x ',
    'struct ',
    'case 1: ',
    '\xe9',
    '0x',
  ],
];

/** Functions, files and trees. */
export const C_SHAPES: readonly Shape[] = [
  ...UNITS.map((unit) =>
    scanned(`${JSON.stringify(unit)} in a row`, 100_000, (n) => `${unit.repeat(n)}\n${inside('\tg();\n')}`),
  ),
  scanned('branches in a row', 25, (n) => inside(repeated(n, branch))),
  scanned('gets that a flag undoes', 10, (n) =>
    inside(
      repeated(n, (i) => `\tif (a${i})\n\t\tfolio_get(folio);\n`) +
        repeated(n, (i) => `\tif (a${i})\n\t\tfolio_put(folio);\n`),
    ),
  ),
  scanned('labels', 120, (n) =>
    inside(
      repeated(n, (i) => `\tif (g${i}(n))\n\t\tgoto out${i};\n\tfolio_get(folio);\n`) +
        repeated(n, (i) => `out${n - 1 - i}:\n\tfolio_put(folio);\n`),
    ),
  ),
  scanned('lines of a function', 50_000, (n) => inside(repeated(n, (i) => `\tg(${i});\n`))),
  scanned('lines of a function with references', 5000, (n) =>
    inside(repeated(n, () => '\tfolio_get(folio);\n\tg(n);\n\tfolio_put(folio);\n')),
  ),
  scanned('functions of a file', 1000, (n) => repeated(n, (i) => inside(branch(i)).replace('f(', `f${i}(`))),
  scanned('nested ifs', 100, (n) => nested(n, 'if (n) {\n', '}\n')),
  scanned('nested loops', 50, (n) => nested(n, 'while (g(n)) {\n', '}\n')),
  scanned('nested parentheses', 200, (n) => inside(`\terr = ${'('.repeat(n)}n${')'.repeat(n)};\n`)),
  scanned('cases of a switch', 500, (n) =>
    inside(`\tswitch (n) {\n${repeated(n, (i) => `\tcase ${i}:\n\t\tg${i}(folio);\n\t\tbreak;\n`)}\t}\n`),
  ),
  scanned('cases of a switch that put', 100, (n) =>
    inside(
      `\tfolio_get(folio);\n\tswitch (n) {\n${repeated(n, (i) => `\tcase ${i}:\n\t\tfolio_put(folio);\n\t\tbreak;\n`)}\t}\n`,
    ),
  ),
  scanned('else ifs', 200, (n) =>
    inside(`\t${repeated(n, (i) => `if (n == ${i})\n\t\terr = ${i};\n\telse `)}\n\t\terr = 0;\n`),
  ),
  scanned('terms of a condition', 200, (n) =>
    inside(`\tif (${repeated(n, (i) => `a${i} && `)}n)\n\t\tfolio_put(folio);\n`),
  ),
  scanned('terms of a sum', 500, (n) => inside(`\terr = ${repeated(n, (i) => `a${i} + `)}n;\n`)),
  scanned('loops in a row', 25, (n) =>
    inside(
      repeated(
        n,
        (i) =>
          `\tfor (i = 0; i < n; i++) {\n\t\tfolio_get(folio);\n\t\tif (g${i}(n))\n\t\t\tbreak;\n\t\tfolio_put(folio);\n\t}\n`,
      ),
    ),
  ),
  scanned('gets in a row', 200, (n) =>
    inside(`${repeated(n, (i) => `\tf${i} = folio_alloc(gfp, 0);\n\tif (!f${i})\n\t\tgoto out;\n`)}out:\n`),
  ),
  scanned('conditionals in a row', 500, (n) =>
    inside(repeated(n, (i) => `#ifdef CONFIG_A${i}\n\tg${i}(n);\n#else\n\th${i}(n);\n#endif\n`)),
  ),
  scanned('conditionals inside each other', 100, (n) =>
    inside(`${repeated(n, (i) => `#ifdef CONFIG_A${i}\n`)}\tg(n);\n${'#endif\n'.repeat(n)}`),
  ),
  scanned(
    'macros',
    5000,
    (n) => repeated(n, (i) => `#define M${i}(x) do { put_page(x); } while (0)\n`) + inside('\tM0(n);\n'),
  ),
  scanned('braces that nobody closes', 500, (n) => repeated(n, (i) => `int f${i}(void)\n{\n\tif (n) {\n`)),
  scanned('brackets that nobody opened', 20_000, (n) => `${')'.repeat(n)}\n${'}'.repeat(n)}\n${inside('')}`),
  scanned('comments', 50_000, (n) => '/* a */\n'.repeat(n) + inside('')),
  scanned('comments that nobody closes', 50_000, (n) => '/* '.repeat(n) + inside('')),
  scanned('characters of a string', 500_000, (n) => inside(`\tg("${'x'.repeat(n)}");\n`)),
  scanned(
    'entries of a table',
    20_000,
    (n) => `static int t[] = {\n${repeated(n, (i) => `\t[${i}] = { .a = ${i}, },\n`)}};\n${inside('')}`,
  ),
  scanned(
    'calls from one to the next',
    100,
    (n) =>
      repeated(n, (i) => `static void f${n - i}(struct folio *folio)\n{\n\tf${n - i - 1}(folio);\n}\n`) +
      inside(`\tf${n}(folio);\n`),
  ),
  scanned(
    'functions that call each other',
    20,
    (n) =>
      repeated(n, (i) => `static void f${i}(struct folio *folio)\n{\n${repeated(n, (k) => `\tf${k}(folio);\n`)}}\n`) +
      inside('\tf0(folio);\n'),
  ),
  treeScanned('headers that include each other', 200, (n) => ({
    'mm/x.c': `#include "h0.h"\n${inside('\tg0(folio);\n')}`,
    ...Object.fromEntries(
      Array.from({ length: n }, (_, i) => [
        `mm/h${i}.h`,
        `#include "h${(i + 1) % n}.h"\n#include "h${(i * 7) % n}.h"\nstatic inline void g${i}(struct folio *folio)\n{\n\tg${(i + 1) % n}(folio);\n}\n`,
      ]),
    ),
  })),
  treeScanned('headers of one file', 200, (n) => ({
    'mm/x.c': `${repeated(n, (i) => `#include "h${i}.h"\n`)}${inside(repeated(n, (i) => `\tg${i}(folio);\n`))}`,
    ...Object.fromEntries(
      Array.from({ length: n }, (_, i) => [
        `mm/h${i}.h`,
        `static inline void g${i}(struct folio *folio)\n{\n\tfolio_put(folio);\n}\n`,
      ]),
    ),
  })),
];
