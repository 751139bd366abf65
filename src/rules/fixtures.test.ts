import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadOwnership } from '../analysis/index.js';
import { openLibrary } from '../kernel/index.js';
import { replay } from '../replay/index.js';
import type { Edit } from '../tree/apply.js';
import type { ImagePair, KernelTree, SourceImage } from '../tree/index.js';
import { splitLines } from '../tree/lines.js';
import { NO_TREE } from '../tree/overlay.js';
import { pairOfEdits, pairOfWhole } from '../tree/pair.js';
import { contractChanges } from './contract-change.js';
import { checkFile } from './file.js';
import type { Finding } from './finding.js';

/**
 * Annotated C. A comment at the end of a line says what is reported there, and how the replay judges it:
 *
 *     return 0;   / * want: refcount-leak folio; verdict: confirmed * /
 *
 * `known-false:` is such a report that is wrong, `known-miss:` one that should be there and is not. Both are checked:
 * where an answer turns right, the test fails, and the mark is to go. A folder `pairs` holds files before and after a
 * change, marked in the file after it; a change that must be silent is marked `clean`.
 */
interface Mark {
  readonly kind: 'want' | 'known-false' | 'known-miss';
  readonly line: number;
  /** Rule, object and verdict. */
  readonly text: string;
}

const MARK = /\s*\/\* (want|known-false|known-miss): (.*?); verdict: (confirmed|unconfirmed) \*\/|\s*\/\* clean \*\//g;
const TESTDATA = new URL('../../testdata/', import.meta.url);
const ownership = loadOwnership(fileURLToPath(new URL('../../rules/ownership', import.meta.url)));

describe.each(fixtures('c', '.c'))('testdata/c/%s', (name) => {
  const source = readFixture(`c/${name}.c`);
  it.each(functionsOf(source, pairOfWhole(`mm/${name}.c`, 'post', splitLines(source.text))))(
    '%s',
    (_, said, expected) => {
      expect(said).toEqual(expected);
    },
  );
});

describe.each(fixtures('pairs', '.after.c'))('testdata/pairs/%s', async (name) => {
  const before = readFixture(`pairs/${name}.before.c`);
  const after = readFixture(`pairs/${name}.after.c`);
  it('expects something', () => {
    expect([after.clean, after.marks.length > 0]).toContain(true);
    expect(after.clean && after.marks.some((m) => m.kind === 'want')).toBe(false);
  });
  const pair = pairOf(`mm/${name}.c`, before.text, after.text);
  it.each(functionsOf(after, pair, await callersOf(pair)))('%s', (_, said, expected) => {
    expect(said).toEqual(expected);
  });
});

interface Fixture {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly clean: boolean;
}

function fixtures(folder: string, ending: string): string[] {
  const names = readdirSync(new URL(folder, TESTDATA)).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => name.slice(0, -ending.length));
}

/** The text without its marks, which are no part of the change between two versions. */
function readFixture(path: string): Fixture {
  const annotated = readFileSync(new URL(path, TESTDATA), 'utf8');
  const marks = annotated.split('\n').flatMap((text, i) =>
    [...text.matchAll(MARK)].flatMap(([, kind, what, verdict]): Mark[] => {
      if (kind === undefined) return [];
      return [{ kind: kind as Mark['kind'], line: i + 1, text: `${what} ${verdict}` }];
    }),
  );
  return { text: annotated.replace(MARK, ''), marks, clean: /\/\* clean \*\//.test(annotated) };
}

/** For each function what is said, and what is expected to be said, line by line. */
function functionsOf(
  source: Fixture,
  pair: ImagePair,
  ofCallers: readonly Finding[] = [],
): [name: string, said: string[], expected: string[]][] {
  const { findings, skipped } = checkFile(pair, { ownership });
  expect(skipped.filter((s) => s.dropped === undefined)).toEqual([]);
  const said = [...findings, ...ofCallers].filter((f) => f.origin === 'introduced').flatMap(spoken);
  return headsOf(source.text).map(({ name, first, last }) => {
    const inside = ({ line }: { line: number }) => first <= line && line <= last;
    const marks = source.marks.filter(inside);
    const expected = marks.filter((m) => m.kind !== 'known-miss');
    return [name, lines(said.filter(inside), marks), lines(expected, marks)];
  });
}

/** What is told of the callers in the same file, when a function does something else than before. */
async function callersOf(pair: ImagePair): Promise<Finding[]> {
  const tree = fileTree(pair.post!);
  const library = await openLibrary(tree, [pair.post!.path]);
  const { effects } = checkFile(pair, { ownership });
  const all = await Promise.all(effects.map((change) => contractChanges(change, { tree, library, ownership })));
  return all.flatMap(({ findings }) => findings);
}

/** A tree of one file. */
function fileTree(image: SourceImage): KernelTree {
  return { ...NO_TREE, kind: 'directory', read: (path) => (path === image.path ? image.text : undefined) };
}

/** What the program says of a finding, unless the replay refutes it; see `review/judging.ts`. */
function spoken(f: Finding): { line: number; text: string }[] {
  const due = f.due ?? { claim: { constant: 0, terms: {} }, because: 'the path took it itself' };
  const outcome = f.trace ? replay(f.trace, f.hazard ?? f.rule, due).outcome : 'confirmed';
  const what = f.object === '' ? f.rule : `${f.rule} ${f.object}`;
  return outcome === 'refuted' ? [] : [{ line: f.line, text: `${what} ${outcome}` }];
}

/** In the order of lines; what stands under a mark for a wrong answer says so, for whoever reads the failed test. */
function lines(all: readonly { line: number; text: string }[], marks: readonly Mark[]): string[] {
  const known = (line: number, text: string) => marks.find((m) => m.line === line && m.text === text)?.kind ?? 'extra';
  const told = all.map(({ line, text }) => `${String(line).padStart(4)}: ${text} (${known(line, text)})`);
  return told.sort();
}

/** Functions by their text: a head at the beginning of a line, a closing brace at the beginning of another. */
function headsOf(text: string): { name: string; first: number; last: number }[] {
  const rows = text.split('\n');
  return rows.flatMap((row, i) => {
    const name = /^[a-z].*?(\w+)\(/.exec(row)?.[1];
    const length = rows.slice(i).findIndex((r) => r.startsWith('}'));
    return name && !row.endsWith(';') ? [{ name, first: i + 1, last: i + 1 + length }] : [];
  });
}

/** The two images of a file with the edits of a longest common subsequence of lines between them. */
function pairOf(path: string, before: string, after: string): ImagePair {
  const [pre, post] = [splitLines(before), splitLines(after)];
  const common = commonLengths(pre.lines, post.lines);
  const edits: Edit[] = [];
  for (let [i, j] = [0, 0]; i < pre.lines.length || j < post.lines.length; ) {
    const at = i;
    const from = j;
    while (i < pre.lines.length && pre.lines[i] !== post.lines[j] && common[i]![j] === common[i + 1]![j]) i++;
    while (j < post.lines.length && pre.lines[i] !== post.lines[j] && common[i]![j] === common[i]![j + 1]) j++;
    if (i > at || j > from) edits.push({ at, removed: i - at, added: post.lines.slice(from, j), noNewline: false });
    else [i, j] = [i + 1, j + 1];
  }
  return pairOfEdits({ pre: path, post: path }, pre, edits);
}

/** `[i][j]`: how many lines `a` from i and `b` from j on have in common. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i]![j] = a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
  return table;
}
