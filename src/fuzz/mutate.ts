import type { Random } from './random.js';

/** What breaks readers: numbers at the ends of their range, quotes, escapes, marks of every format. */
const BITS = [
  ...['0', '-1', '1', '2147483647', '4294967296', '9007199254740993', '99999999999999999999', '1e9', '0x', 'NaN'],
  ...['"', '\\', "'", '`', '\0', '\r', '\n', '\r\n', '\t', ' ', '\f', '\x1b[31m', '\x7f', '\x85', '\xa0', '\xc3\xa9'],
  ...['\xff', '\xc0\x80', '\xed\xa0\x80', '\xe2\x80\xa8', '\xef\xbb\xbf', '\xf0\x9f\x99\x82', '\xe2\x80\xae'],
  ...['> ', '>', '<', '&', '&lt;', '<pre>', '</pre>', '<!--', '(', ')', '{', '}', '[', ']', ';', '#', '*', '/*', '*/'],
  ...['---', '+++', '--- ', '+++ ', '@@', '@@ -1 +1 @@', '-- \n', '\\ No newline at end of file', '/dev/null'],
  ...['__proto__', 'constructor', 'toString', '%s', '%00', '$(id)', '../', '~', ':', ',', '=', '=?utf-8?q?', '?='],
];

/** A few changes of a text of bytes (one character a byte), by bytes, by words and by lines. */
export function mutate(text: string, random: Random, words: readonly string[], others: readonly string[]): string {
  let changed = text;
  for (let left = 1 + random.below(random.pick([1, 3, 12])); left > 0; left--) {
    const kind = random.pick(KINDS);
    changed = kind(changed, random, random.chance(0.6) && words.length > 0 ? words : BITS, others).slice(0, MOST_BYTES);
  }
  return changed;
}

/** Longer inputs are for the growth of work, not for chance. */
const MOST_BYTES = 300_000;

type Mutation = (text: string, random: Random, words: readonly string[], others: readonly string[]) => string;

const replace = (text: string, at: number, length: number, by: string) =>
  text.slice(0, at) + by + text.slice(at + length);

const BYTES: readonly Mutation[] = [
  (text, { below }) => replace(text, below(text.length), 1, String.fromCharCode(below(256))),
  (text, { below, pick }, words) => replace(text, below(text.length + 1), 0, pick(words)),
  (text, { below, pick }, words) => replace(text, below(text.length + 1), 1 + below(4), pick(words)),
  (text, { below }) => replace(text, below(text.length), 1 + below(40), ''),
  (text, { below }) => text.slice(0, below(text.length)),
  (text, { below }) => text.slice(below(text.length)),
  (text, { below, pick }, words) => replace(text, below(text.length + 1), 0, pick(words).repeat(pick([3, 70, 2000]))),
  (text, { below, pick }, _, others) => text.slice(0, below(text.length)) + tailOf(pick(others), below),
  (text, random) => replaceOne(text, /\d+/g, random, () => random.pick(BITS.slice(0, 9))),
  (text, random) => replaceOne(text, /\d+/g, random, (found) => String(Number(found) + random.pick([-1, 1, 2]))),
  (text, random, words) => replaceOne(text, /\w+/g, random, () => random.pick(words)),
  (text, random) => replaceOne(text, /\w+/g, random, () => random.pick(text.match(/\w+/g) ?? [''])),
  (text, random) => replaceOne(text, /\s+/g, random, () => random.pick(['', ' ', '\n', '\n\n', '\t', '\r\n'])),
];

function tailOf(text: string, below: Random['below']): string {
  return text.slice(below(text.length));
}

function replaceOne(text: string, pattern: RegExp, { pick }: Random, by: (found: string) => string): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { 0: old, index } = pick(found);
  return replace(text, index, old.length, by(old));
}

/** Changes of whole lines: `edit` gets the lines, and where a run of them begins and how long it is. */
function ofLines(edit: (lines: string[], at: number, count: number, random: Random) => readonly string[]): Mutation {
  return (text, random) => {
    const lines = text.split('\n');
    const at = random.below(lines.length);
    const count = 1 + random.below(random.pick([1, 4, 40]));
    return edit(lines, at, count, random).join('\n');
  };
}

const each = (lines: readonly string[], at: number, count: number, change: (line: string) => string) =>
  lines.map((line, i) => (i >= at && i < at + count ? change(line) : line));

const LINES: readonly Mutation[] = [
  ofLines((lines, at, count) => lines.toSpliced(at, count)),
  ofLines((lines, at, count) => lines.toSpliced(at, 0, ...lines.slice(at, at + count))),
  ofLines((lines, at, count, { below }) =>
    lines.toSpliced(at, count).toSpliced(below(lines.length), 0, ...lines.slice(at, at + count)),
  ),
  ofLines((lines, at, count) => each(lines, at, count, (line) => `> ${line}`)),
  ofLines((lines, at, count) => each(lines, at, count, (line) => line.replace(/^[ +->]/, ''))),
  ofLines((lines, at, count, { pick }) => {
    const mark = pick([' ', '+', '-', '@', '\t', '\\', '#']);
    return each(lines, at, count, (line) => mark + line.slice(1));
  }),
  ofLines((lines, at, count) => each(lines, at, count, (line) => `${line}\r`)),
  ofLines((lines, at, count) => each(lines, at, count, (line) => line.trim())),
  ofLines((lines, at, count) => lines.toSpliced(at, count, lines.slice(at, at + count).join(''))),
  ofLines((lines, at, _, { below, pick }) => {
    const copies = pick([2, 9, 300]);
    return lines.toSpliced(below(lines.length), 0, ...Array.from({ length: copies }, () => lines[at]!));
  }),
];

const KINDS = [...BYTES, ...LINES];
