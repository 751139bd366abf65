import { ruleIds } from '../rules/index.js';
import type { Case, Run } from './case.js';
import { packageFolder, texts } from './corpus.js';
import { cFile } from './grammar/c.js';
import { diff, wholeDiff } from './grammar/diff.js';
import { header } from './grammar/header.js';
import { mail } from './grammar/mail.js';
import { conf, files, ownership, script, storedEdits, suppressions, trace } from './grammar/small.js';
import { FILE_KINDS } from './listed.js';
import { mutate } from './mutate.js';
import { type Random, randomOf } from './random.js';
import { C_WORDS, CONF_WORDS, DIFF_WORDS, MAIL_WORDS } from './words.js';

/** What is read, as chance makes it. */
interface Reader {
  /** Texts that are read well, to be changed. */
  readonly seeds: readonly string[];
  /** A text from nothing, by the rules of the format, or nearly. */
  readonly grammar?: (random: Random) => string;
  /** Words that mean something in the format. */
  readonly words: readonly string[];
  readonly around: (text: string, random: Random) => Omit<Case, 'reader'>;
}

const MAILS = [...texts('testdata/mail', /\.(?:eml|mbox)$/), ...texts('testdata/series', /\.mbox$/)];
const DIFFS = MAILS.flatMap((text) => text.match(/^diff --git .*\n(?:.+\n)+/gm) ?? []);
const SOURCES = [...texts('testdata/c', /\.c$/), ...texts('testdata/pairs', /\.c$/)];
const TREES = ['zswap-leak', 'thread', 'transient', 'contract-change'].map((name) =>
  packageFolder(`testdata/series/${name}/tree`),
);
const FORMATS = [
  ...[
    'text',
    'json',
    'sarif',
    'html',
    'checkpatch',
    'rdjson',
    'ftrace',
    'b4',
    'b4-review',
    'nipa',
    'patchwork',
    'mbox',
  ],
];
const RULES = ruleIds();
const ORIGINS = ['preexisting', 'transient', 'resolved', 'unconfirmed', 'ignored', 'baseline'];

function checked(name: string, text: string, random: Random, extra: readonly string[] = []): Omit<Case, 'reader'> {
  const { pick, chance } = random;
  const tree = chance(0.5) ? ['--tree', pick(TREES)] : [];
  const include = chance(0.3) ? ['--include', pick(ORIGINS)] : [];
  const argv = chance(0.1)
    ? ['review', name, '-o', 'out.mbox', ...tree]
    : ['check', name, '--format', pick(FORMATS), '--verbose', ...tree, ...include, ...extra];
  return { files: { [name]: text }, subject: name, run: { kind: 'command', argv } };
}

function alone(name: string, run: (random: Random) => Run): Reader['around'] {
  return (text, random) => ({ files: { [name]: text }, subject: name, run: run(random) });
}

const command = (...argv: readonly string[]): Run => ({ kind: 'command', argv });

/** A tree whose only file of C is the subject. */
function scanned(text: string, random: Random): Omit<Case, 'reader'> {
  return {
    files: treeWith('mm/x.c', text, random),
    subject: 'tree/mm/x.c',
    run: command('scan', '.', '--tree', 'tree', '--format', random.pick(FORMATS.slice(0, -1)), '--verbose'),
  };
}

function treeWith(path: string, text: string, { pick }: Random): Record<string, string> {
  const makefile = `VERSION = 6\nPATCHLEVEL = ${pick(['1', '12'])}\nSUBLEVEL = 0\n`;
  return { 'tree/Makefile': makefile, 'tree/Kbuild': '', 'tree/mm/Makefile': '', [`tree/${path}`]: text };
}

/** A file before and after, as a diff of one hunk, beside a tree that has the file as it was. */
function changed(text: string, random: Random): Omit<Case, 'reader'> {
  const before = random.chance(0.8) ? random.pick(SOURCES) : text;
  const after = mutate(before, random, C_WORDS, SOURCES);
  return {
    files: {
      ...treeWith('mm/x.c', before, random),
      'x.diff': wholeDiff('mm/x.c', before, random.chance(0.5) ? text : after),
    },
    subject: 'x.diff',
    run: command(
      'check',
      'x.diff',
      '--tree',
      'tree',
      '--format',
      random.pick(FORMATS),
      '--include',
      random.pick(ORIGINS),
    ),
  };
}

/** A tree with reference primitives of its own, that a script is run on, or that a patch changes. */
function primitives(text: string, random: Random): Omit<Case, 'reader'> {
  const path = 'include/linux/page_ref.h';
  const isPatch = random.chance(0.5);
  const patch = wholeDiff(path, text, mutate(text, random, C_WORDS, [text]));
  const files = { ...treeWith(path, text, random), 'x.sim': script(random), 'x.diff': patch };
  const how = random.pick([
    ['check', 'x.diff'],
    ['simulate', 'x.sim', '--patch', 'x.diff'],
  ]);
  return isPatch
    ? { files, subject: 'x.diff', run: command(...how, '--tree', 'tree') }
    : { files, subject: `tree/${path}`, run: command('simulate', 'x.sim', '--tree', 'tree') };
}

/** A file that says how the series beside it is checked. */
function beside(subject: string, argv: readonly string[]): Reader['around'] {
  return (text) => ({
    files: { 'series.mbox': texts('testdata/series', /^over-put.series\.mbox$/)[0]!, [subject]: text },
    subject,
    run: command('check', 'series.mbox', '--verbose', ...argv),
  });
}

/** All that reads what others wrote. */
export const READERS: Readonly<Record<string, Reader>> = {
  mail: { seeds: MAILS, grammar: mail, words: MAIL_WORDS, around: (text, random) => checked('x.eml', text, random) },
  diff: { seeds: DIFFS, grammar: diff, words: DIFF_WORDS, around: (text, random) => checked('x.diff', text, random) },
  page: {
    seeds: [...texts('testdata/mail', /\.(?:html|txt)$/), ...MAILS.map(asPage)],
    words: [
      ...MAIL_WORDS,
      '<pre>',
      '</pre>',
      '<a href="',
      '&amp;',
      '&#39;',
      '&#x41;',
      '<br>',
      '<html>',
      '</body>',
      '<script>',
    ],
    around: (text, random) => checked('x.html', text, random),
  },
  log: {
    seeds: DIFFS.map(asLog),
    grammar: (random) => asLog(diff(random)),
    words: [...DIFF_WORDS, 'commit ', 'Author: ', 'Date: ', 'Merge: a b\n', '    ', 'Notes:\n'],
    around: (text, random) => checked('x.log', text, random),
  },
  c: { seeds: SOURCES, grammar: cFile, words: C_WORDS, around: scanned },
  ownership: {
    seeds: texts('rules/ownership', /\.yaml$/),
    grammar: ownership,
    words: [
      'gets',
      'puts',
      ' when ',
      ' unless ',
      ' times ',
      '; ',
      ': ',
      '(',
      ')',
      'result',
      'since v',
      ' and ',
      '- ',
      'pure:\n',
    ],
    around: alone('x.yaml', () => ({ kind: 'ownership' })),
  },
  hazard: {
    seeds: texts('rules/hazards', /^over-put\.md$/),
    words: [
      '---\n',
      '```',
      '```c\n',
      '# ',
      'id: ',
      'severity: ',
      'title: ',
      '&a ',
      '*a',
      '<<: ',
      '!!js',
      '? ',
      '{a: b}',
      '[',
      ': ',
    ],
    around: alone('over-put.md', () => ({ kind: 'hazard', id: 'over-put' })),
  },
  trace: {
    seeds: [trace(randomOf(1, 1)), trace(randomOf(1, 2))],
    grammar: trace,
    words: [
      'page_ref_mod: ',
      'mm_page_free: ',
      'pfn=',
      'count=',
      'val=',
      'ret=',
      ' [000] ',
      '-1 ',
      ': ',
      'order=',
      '<stack trace>',
    ],
    around: alone('x.trace', ({ pick }) =>
      command('trace', 'import', 'x.trace', '--format', pick(['text', 'json']), ...pick([[], ['--max-pages', '2']])),
    ),
  },
  script: {
    seeds: texts('testdata/simulate', /\.sim$/),
    grammar: script,
    words: [
      'page ',
      'raw ',
      'alloc ',
      'free ',
      'hold ',
      'drop ',
      'comp',
      'frozen',
      'INT_MAX',
      '-1',
      '10',
      'tailof ',
      'page_ref_inc',
    ],
    around: alone('x.sim', ({ pick }) => command('simulate', 'x.sim', '--format', pick(['text', 'json']))),
  },
  conf: {
    seeds: ['--tree x\n--types over-put\n', '--color never --terse # c\n-q\n--include=resolved,transient\n'],
    grammar: (random) => conf(random, CONF_WORDS),
    words: ['--', '=', '#', ...['tree', 'types', 'color', 'never', 'include', 'format', 'json', 'no-summary']],
    around: (text, random) =>
      beside(random.pick(['.foliolint.conf', '.scripts/.foliolint.conf', '../home/.foliolint.conf']), [])(text, random),
  },
  ignore: {
    seeds: ['# foliolint ignore: ID RULE FUNCTION FILE REASON\n7c1e02d4 over-put f mm/x.c why\n'],
    grammar: (random) => suppressions(random, RULES),
    words: [...RULES, '-', '#', '7c1e02d4'],
    around: beside('../home/.config/foliolint/ignore', ['--include', 'ignored']),
  },
  baseline: {
    seeds: ['7c1e02d4 over-put f mm/x.c\n'],
    grammar: (random) => suppressions(random, RULES),
    words: [...RULES, '-', '#', '7c1e02d4'],
    around: beside('base.txt', ['--baseline', 'base.txt', '--include', 'baseline']),
  },
  change: { seeds: SOURCES, grammar: cFile, words: C_WORDS, around: changed },
  primitives: { seeds: [], grammar: header, words: C_WORDS, around: primitives },
  cache: {
    seeds: [],
    grammar: storedEdits,
    words: ['null', '[]', '{}', '-1', '""', '1'],
    around: alone('edits', () => ({ kind: 'cache' })),
  },
  tree: { seeds: [], grammar: files, words: Object.keys(FILE_KINDS), around: alone('files', () => ({ kind: 'tree' })) },
  'git-diff': { seeds: DIFFS, grammar: diff, words: DIFF_WORDS, around: alone('x.diff', () => ({ kind: 'git' })) },
  'git-mail': { seeds: MAILS, grammar: mail, words: MAIL_WORDS, around: alone('x.eml', () => ({ kind: 'git' })) },
};

function asPage(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<html><head><title>x</title></head><body><pre>\n${escaped}</pre></body></html>\n`;
}

function asLog(text: string): string {
  return `commit 0123456789abcdef0123456789abcdef01234567\nAuthor: A <a@example.org>\nDate:   Tue Feb 3 08:01:17 2026 +0000\n\n    mm: x\n\n    Why.\n\n${text}\n`;
}

/**
 * The case `number` of a run: the same for the same seed and readers. The readers take turns; where a format has a grammar
 * half of the texts are made by it.
 */
export function caseOf(seed: number, number: number, names: readonly string[]): Case {
  const random = randomOf(seed, number);
  const name = names[number % names.length]!;
  const { seeds, grammar, words, around } = READERS[name]!;
  const isMade = grammar !== undefined && (seeds.length === 0 || random.chance(0.5));
  const text = isMade ? grammar(random) : random.pick(seeds);
  const changed = isMade && random.chance(0.3) ? text : mutate(text, random, words, seeds.length > 0 ? seeds : [text]);
  return { reader: name, ...around(changed, random) };
}
