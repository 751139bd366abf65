import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type DiffReading, readDiff } from './filediff.js';
import { splitLines } from './message.js';

const read = (text: string, copied = false): DiffReading => readDiff(splitLines(text), copied);
const names = ({ files }: DiffReading) => files.map(({ kind, oldPath, newPath }) => [kind, oldPath, newPath]);

const GOOD = `diff --git a/mm/x.c b/mm/x.c
index 1111111..2222222 100644
--- a/mm/x.c
+++ b/mm/x.c
@@ -3,4 +3,5 @@ int f(void)
 {
 	a();
+	b();
 	c();
 }
`;
const OTHER = GOOD.replaceAll('x.c', 'y.c');

const DIFFS: Record<string, string> = {
  'two files': GOOD + OTHER,
  'without diff --git': GOOD.replace(/^diff.*\nindex.*\n/, ''),
  '--no-prefix': GOOD.replace(/\b[ab]\/mm/g, 'mm'),
  'quoted name': GOOD.replaceAll('a/mm/x.c', '"a/mm/\\303\\251.c"').replaceAll('b/mm/x.c', '"b/mm/\\303\\251.c"'),
  'new file': `diff --git a/n.c b/n.c
new file mode 100644
index 0000000..2222222
--- /dev/null
+++ b/n.c
@@ -0,0 +1,2 @@
+a
+b
`,
  'deleted file': `diff --git a/n.c b/n.c
deleted file mode 100644
index 2222222..0000000
--- a/n.c
+++ /dev/null
@@ -1 +0,0 @@
-a
`,
  'empty new file': 'diff --git a/n.c b/n.c\nnew file mode 100644\nindex 0000000..e69de29\n',
  'rename with a change': `diff --git a/mm/o.c b/mm/n.c
similarity index 90%
rename from mm/o.c
rename to mm/n.c
index 1111111..2222222 100644
--- a/mm/o.c
+++ b/mm/n.c
@@ -1,2 +1,2 @@
-a
+b
 c
`,
  'pure rename': 'diff --git a/x b/o.c b/x b/n.c\nsimilarity index 100%\nrename from x b/o.c\nrename to x b/n.c\n',
  copy: 'diff --git a/o.c b/n.c\nsimilarity index 100%\ncopy from o.c\ncopy to n.c\n',
  mode: 'diff --git a/o.sh b/o.sh\nold mode 100644\nnew mode 100755\n',
  'no newline': `${GOOD.replace(' }\n', '-}\n\\ No newline at end of file\n+}\n')}`,
  'content like headers': `--- a/d.rst
+++ b/d.rst
@@ -1,3 +1,3 @@
--- a/old
+++ b/new
 x
 y
`,
};

describe('readDiff', () => {
  it('tells the kinds of change', () => {
    const kinds = Object.fromEntries(Object.entries(DIFFS).map(([name, text]) => [name, names(read(text))]));
    expect(kinds).toEqual({
      'two files': [
        ['modify', 'mm/x.c', 'mm/x.c'],
        ['modify', 'mm/y.c', 'mm/y.c'],
      ],
      'without diff --git': [['modify', 'mm/x.c', 'mm/x.c']],
      '--no-prefix': [['modify', 'mm/x.c', 'mm/x.c']],
      'quoted name': [['modify', 'mm/é.c', 'mm/é.c']],
      'new file': [['create', undefined, 'n.c']],
      'deleted file': [['delete', 'n.c', undefined]],
      'empty new file': [['create', undefined, 'n.c']],
      'rename with a change': [['rename', 'mm/o.c', 'mm/n.c']],
      'pure rename': [['rename', 'x b/o.c', 'x b/n.c']],
      copy: [['copy', 'o.c', 'n.c']],
      mode: [['mode', 'o.sh', 'o.sh']],
      'no newline': [['modify', 'mm/x.c', 'mm/x.c']],
      'content like headers': [['modify', 'd.rst', 'd.rst']],
    });
    for (const text of Object.values(DIFFS)) expect(read(text).problems).toEqual([]);
  });

  it.each(Object.entries(DIFFS))('counts as git apply --numstat does: %s', (_name, text) => {
    const strip = text.includes('a/') ? '-p1' : '-p0';
    const theirs = execFileSync('git', ['apply', '--numstat', '-z', strip, '-'], { input: text, encoding: 'utf8' });
    const ours = read(text).files.map(({ hunks, newPath, oldPath }) => {
      const lines = hunks.flatMap((hunk) => hunk.lines);
      const count = (kind: string) => lines.filter((line) => line.kind === kind).length;
      return `${count('added')}\t${count('removed')}\t${newPath ?? oldPath}\0`;
    });
    expect(ours.join('')).toBe(theirs);
  });

  it('numbers lines on both sides and in the input', () => {
    const [file] = read(GOOD).files;
    expect(file?.oldBlob).toBe('1111111');
    expect(file?.hunks[0]?.section).toBe('int f(void)');
    expect(file?.hunks[0]?.lines.slice(1, 4)).toEqual([
      { kind: 'context', text: '\ta();', oldLine: 4, newLine: 4, inputLine: 7 },
      { kind: 'added', text: '\tb();', newLine: 5, inputLine: 8 },
      { kind: 'context', text: '\tc();', oldLine: 5, newLine: 6, inputLine: 9 },
    ]);
  });

  it('keeps the good files when a hunk is cut by the next file, the signature or the end', () => {
    const cut = GOOD.replace(' }\n', '');
    for (const text of [
      `${GOOD}${cut.replaceAll('x.c', 'z.c')}${OTHER}`,
      `${GOOD}${OTHER}${cut}`,
      `${GOOD}${OTHER}${cut}-- \n2.43.0\n`,
    ]) {
      const reading = read(text);
      expect(names(reading).map(([, old]) => old)).toEqual(['mm/x.c', 'mm/y.c']);
      expect(reading.problems).toHaveLength(1);
      expect(reading.problems[0]?.message).toMatch(/is cut: its header says 4 old and 5 new lines, 3 and 4 are there/);
    }
  });

  it('tells a hunk that is too long, and goes on behind it', () => {
    const reading = read(`${GOOD}+	d();\n }\n${OTHER}`);
    expect(names(reading)).toEqual([['modify', 'mm/y.c', 'mm/y.c']]);
    expect(reading.problems).toEqual([{ line: 5, message: 'a hunk of mm/x.c holds more lines than its header says' }]);
  });

  it('does not read a merge diff', () => {
    const reading = read(
      `diff --cc mm/x.c\nindex 1,2..3\n--- a/mm/x.c\n+++ b/mm/x.c\n@@@ -1,1 -1,1 +1,2 @@@\n  a\n++b\n${OTHER}`,
    );
    expect(names(reading)).toEqual([['modify', 'mm/y.c', 'mm/y.c']]);
    expect(reading.problems).toEqual([{ line: 1, message: 'a merge diff (diff --cc) is not read' }]);
  });

  it('leaves out paths that point out of the tree', () => {
    const reading = read(GOOD.replaceAll('mm/x.c', '../../x') + OTHER);
    expect(names(reading)).toEqual([['modify', 'mm/y.c', 'mm/y.c']]);
    expect(reading.problems).toHaveLength(1);
  });

  it('takes prose for prose', () => {
    const reading = read('--- old words\n+++ new words\nand so on\n@@ here @@\ndiff --git is a command\n');
    expect(reading).toMatchObject({ files: [], problems: [], start: -1 });
  });

  it('drops transport CRs and keeps those of the file', () => {
    const text = (lines: string) => read(lines).files[0]?.hunks[0]?.lines[2]?.text;
    expect(text(GOOD.replaceAll('\n', '\r\n'))).toBe('\tb();');
    expect(text(GOOD.replace('b();', 'b();\r'))).toBe('\tb();\r');
  });

  it('survives the inputs that parse-diff gets wrong', () => {
    expect(names(read(`--- a/e\n+++ b/e\n@@ -1,0 +1,0 @@\n${GOOD}`))).toEqual([['modify', 'mm/x.c', 'mm/x.c']]);
    const localised = DIFFS['no newline']!.replace('No newline at end of file', 'Kein Zeilenumbruch am Dateiende');
    expect(read(localised).files[0]?.hunks[0]?.lines.map(({ noNewline }) => noNewline ?? false)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
  });
});

describe('readDiff of a damaged copy', () => {
  const bare = GOOD.replace(/^ \s*/gm, '').replace('+\t', '+ ');

  it('takes lines without marker for context', () => {
    const reading = read(bare);
    expect(reading.damage).toEqual({ whitespace: true, blankLines: false });
    expect(reading.files[0]?.hunks[0]?.lines.map(({ kind, oldLine }) => [kind, oldLine])).toEqual([
      ['context', 3],
      ['context', 4],
      ['added', undefined],
      ['context', 5],
      ['context', 6],
    ]);
  });

  it('allows for lost empty lines, equally many on both sides', () => {
    const reading = read(bare.replace('-3,4 +3,5', '-2,6 +2,7'));
    expect(reading.damage).toEqual({ whitespace: true, blankLines: true });
    expect(reading.problems).toEqual([]);
    expect(read(bare.replace('-3,4 +3,5', '-2,6 +2,8')).problems).toHaveLength(1);
  });

  it('ends a short hunk at an attribution, a signature or the next header', () => {
    const short = bare.replace('-3,4 +3,5', '-2,6 +2,7');
    for (const end of ['On 1 Jan, Ada wrote:\n> x\n', '--\n2.43.0\n', OTHER]) {
      expect(read(short + end).files[0]?.hunks[0]?.lines).toHaveLength(5);
    }
  });

  it('does not take a blank-marked cut hunk followed by prose for a copy', () => {
    const reading = read(`${GOOD.replace(' }\n', '')}Thanks,\nAda\n`);
    expect(reading.files).toEqual([]);
    expect(reading.problems).toHaveLength(1);
  });

  it('joins a section that a mailer wrapped', () => {
    const reading = read(bare.replace('int f(void)', 'static inline int f(struct page\n*page, int v)'));
    expect(reading.files[0]?.hunks[0]?.section).toBe('static inline int f(struct page *page, int v)');
    expect(reading.files[0]?.hunks[0]?.lines).toHaveLength(5);
  });
});
