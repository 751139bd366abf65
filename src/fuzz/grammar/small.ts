import { FILE_KINDS } from '../listed.js';
import type { Random } from '../random.js';
import { storedEditLine } from '../stored.js';

/** The formats of one line a thing: scripts, traces, sentences, options, suppressions. */

const OPERATIONS = [
  ...['page_ref_inc', 'page_ref_dec', 'put_page', 'get_page', 'folio_put', 'init_page_count', 'page_ref_freeze 1'],
  ...[
    'set_page_count N',
    'page_ref_unfreeze N',
    'folio_put_refs N',
    'raw N',
    'page N',
    'tailof N',
    'untail',
    'alloc N',
  ],
  ...[
    'alloc N comp',
    'alloc N comp frozen',
    'split_page N',
    'free N',
    '__free_pages N',
    'free_unref_page N',
    'frag_alloc',
  ],
  ...['memmap_init N', '__free_pages_core N', 'frag_refill', 'frag_drain', 'hugetlb_add N', 'hugetlb_add_hvo N'],
  ...['hugetlb_dequeue', 'hugetlb_put', 'zone_device generic', 'hold page-cache N', 'drop page-cache N', 'hold pin N'],
];
const NUMBERS = [
  '0',
  '1',
  '2',
  '9',
  '10',
  '512',
  'INT_MAX',
  'INT_MIN',
  '-1',
  '0x7f',
  '1024',
  '4294967295',
  '1e3',
  '07',
];

/** Operations for `simulate`. */
export function script(random: Random): string {
  return lines(40, random, () => random.pick(OPERATIONS).replace('N', random.pick(NUMBERS)));
}

const EVENTS = [
  ...['page_ref_set', 'page_ref_mod', 'page_ref_mod_and_test', 'page_ref_mod_and_return', 'page_ref_mod_unless'],
  ...['page_ref_freeze', 'page_ref_unfreeze', 'mm_page_alloc', 'mm_page_free', 'mm_page_free_batched', 'sched_switch'],
];
const TASKS = [
  '    bash-1234    [002] .....  47.000042: ',
  'bash  1234 [002]  4711.000042: page_ref:',
  ' a b-1 [0] 1.5: ',
];

/** A log of tracepoints. */
export function trace(random: Random): string {
  const { pick, below, chance } = random;
  return lines(30, random, () => {
    if (chance(0.05)) return pick(['# tracer: nop', 'CPU:3 [LOST 12 EVENTS]', ' => folio_put', 'cpus=8', '']);
    const pfn = pick(['0x104a00', '0x104a01', '1067520', '0x0', `0x${below(99)}`]);
    const ref = `pfn=${pfn} flags=locked|head count=${pick(NUMBERS)} mapcount=-1 mapping=0 mt=1 val=${pick(NUMBERS)}`;
    const page = `page=0000000000000000 pfn=${pfn} order=${pick(NUMBERS)} migratetype=1 gfp_flags=GFP_KERNEL`;
    const name = pick(EVENTS);
    return `${pick(TASKS)}${name}: ${name.startsWith('mm_') ? page : `${ref}${chance(0.5) ? ` ret=${below(2)}` : ''}`}`;
  });
}

const VERBS = [
  'gets',
  'puts',
  'adds',
  'drops',
  'moves',
  'pins',
  'unpins',
  'freezes',
  'unfreezes',
  'frees',
  'splits',
  'borrows',
];
const OBJECTS = ['folio', 'result', 'pages[]', '*foliop', 'vmf.page', 'mapped-folio', 'page'];
const TAILS = [
  ...['unless null', 'unless error', 'when true', 'when zero', 'when result is 1', 'times nr_pages', 'times (n + 1)'],
  ...[
    'to page-cache',
    'from swap-cache',
    'since v6.1',
    'before v6.12',
    'when flags has FOLL_GET and zero',
    '; gets folio',
  ],
];

/** A file of rules/ownership. */
export function ownership(random: Random): string {
  const { pick, below, some } = random;
  const sentence = () => [pick(VERBS), pick(OBJECTS), ...some(3, () => pick(TAILS))].join(' ');
  return lines(12, random, () => {
    const sentences = [sentence(), ...some(1, sentence)].join('; ');
    return `f${below(30)}(${pick(['folio', 'page, n', 'folio, flags, foliop', '', 'pages, nr'])}): ${sentences}`;
  });
}

/** A `.foliolint.conf`, of options that exist and others. */
export function conf(random: Random, words: readonly string[]): string {
  const { pick, some } = random;
  return lines(6, random, () =>
    some(3, () =>
      pick([`--${pick(words)}`, `--${pick(words)}=${pick(words)}`, `--${pick(words)} ${pick(words)}`, '-q', '#']),
    ).join(' '),
  );
}

/** An ignore file or a baseline. */
export function suppressions(random: Random, rules: readonly string[]): string {
  const { pick, below } = random;
  return lines(9, random, () => {
    const id = below(2 ** 32)
      .toString(16)
      .padStart(8, '0');
    return [id, pick([...rules, '-']), pick(['f0', '-']), pick(['mm/x.c', '-']), ...random.some(3, () => 'why')].join(
      ' ',
    );
  });
}

const VALUES: readonly unknown[] = [
  null,
  0,
  -1,
  1e300,
  '',
  'x',
  '__proto__',
  true,
  [],
  {},
  [[]],
  [null],
  { constructor: null },
  'a b c',
  [1, 2],
];

/** Changes of what a cache holds. */
export function storedEdits(random: Random): string {
  const edit = () =>
    storedEditLine({ pair: random.below(10_000), place: random.below(100_000), value: random.pick(VALUES) });
  return [edit(), ...random.some(3, edit)].join('');
}

const NAMES = [
  'mm',
  'fs',
  'a b',
  'caf\xc3\xa9',
  '\xff',
  '-x',
  'x"y',
  "x'y",
  'a\tb',
  '\x1b[31m',
  '*',
  '$(id)',
  ':(top)x',
  'CON',
  ' ',
  '\\',
];

/** The files of a repository. */
export function files(random: Random): string {
  const { pick, chance } = random;
  return lines(12, random, () => {
    const folders = random.some(2, () => pick(NAMES));
    const kind = chance(0.5) ? 'leak' : pick([...Object.keys(FILE_KINDS), 'link']);
    return `${kind} ${[...folders, `${pick(NAMES)}${pick(['.c', '.c', '.h', '.C', '.inc', ''])}`].join('/')}`;
  });
}

function lines(most: number, random: Random, make: () => string): string {
  return random
    .some(most, make)
    .map((line) => `${line}\n`)
    .join('');
}
