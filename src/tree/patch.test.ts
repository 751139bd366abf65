import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileChange, type Patch, readSeries } from '../input/index.js';
import { directoryTree } from './directory.js';
import { NO_TREE } from './overlay.js';
import { applyPatch } from './patch.js';

const FILE = 'int a;\n\nint f(void)\n{\n\tget(x);\n\tput(x);\n\treturn 0;\n}\n\nint z;\n';

/** The body of a hunk of FILE that inserts a line behind `get(x)`. */
const INSERT = '@@ -3,6 +3,7 @@ int a;\n int f(void)\n {\n \tget(x);\n+\tuse(x);\n \tput(x);\n \treturn 0;\n }\n';
const USED = FILE.replace('\tput', '\tuse(x);\n\tput');

let folder: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
async function read(...diffs: string[]): Promise<Patch> {
  const { patches } = await readSeries([{ kind: 'diff', name: 'x.patch', text: diffs.join('') }]);
  expect(patches).toHaveLength(1);
  return patches[0]!;
}
const diff = (hunks: string, path = 'mm/a.c') =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n${hunks}`;
const messages = ({ diagnostics }: { diagnostics: readonly { message: string }[] }) =>
  diagnostics.map((d) => d.message);

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'foliolint-tree-')));
  write('mm/a.c', FILE);
  write('Makefile', 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 117\nEXTRAVERSION =\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('applyPatch', () => {
  it('shows both versions, and gives the tree for the next patch', async () => {
    const tree = directoryTree(folder);
    const first = applyPatch(tree, await read(diff(INSERT)));
    expect(first).toMatchObject({ applied: true, rejects: [], diagnostics: [] });
    expect(first.changes[0]).toMatchObject({
      pre: { text: FILE, complete: true, changed: [], gaps: [6] },
      post: { text: USED, complete: true, changed: [{ first: 6, last: 6 }], gaps: [] },
    });
    expect([tree.read('mm/a.c'), first.next.read('mm/a.c')]).toEqual([FILE, USED]);
    expect(first.next).toMatchObject({ kind: 'directory', version: '6.12.117' });
    const undo = INSERT.replace('3,6 +3,7', '3,7 +3,6').replace('+\tuse', '-\tuse');
    const second = applyPatch(first.next, await read(diff(undo)));
    expect(second.next.read('mm/a.c')).toBe(FILE);
    expect(second.changes[0]).toMatchObject({ pre: { changed: [{ first: 6, last: 6 }] }, post: { gaps: [6] } });
  });
  it('creates, deletes and renames, and leaves what is no C source alone', async () => {
    const patch = await read(
      'diff --git a/mm/new.c b/mm/new.c\nnew file mode 100644\n--- /dev/null\n+++ b/mm/new.c\n@@ -0,0 +1 @@\n+int n;\n',
      'diff --git a/mm/a.c b/mm/b.c\nsimilarity index 90%\nrename from mm/a.c\nrename to mm/b.c\n',
      `--- a/mm/a.c\n+++ b/mm/b.c\n${INSERT}`,
      diff('@@ -1 +1 @@\n-x\n+y\n', 'README'),
    );
    const { next, changes, applied } = applyPatch(directoryTree(folder), patch);
    expect(applied).toBe(true);
    expect(changes[0]).toMatchObject({
      post: { path: 'mm/new.c', text: 'int n;\n', changed: [{ first: 1, last: 1 }] },
    });
    expect(changes[0]?.pre).toBeUndefined();
    expect(changes[1]).toMatchObject({ pre: { path: 'mm/a.c', text: FILE }, post: { path: 'mm/b.c', text: USED } });
    expect(changes).toHaveLength(2);
    expect(['mm/a.c', 'mm/b.c', 'mm/new.c'].map(next.exists)).toEqual([false, true, true]);
    expect(await next.list('')).toEqual(['mm/b.c', 'mm/new.c']);
    const gone = diff('@@ -1 +0,0 @@\n-int n;\n', 'mm/new.c').replace('+++ b/mm/new.c', '+++ /dev/null');
    const last = applyPatch(next, await read(gone.replace('\n', '\ndeleted file mode 100644\n')));
    expect(last.changes).toMatchObject([{ pre: { text: 'int n;\n', side: 'pre' } }]);
    expect(last.next.exists('mm/new.c')).toBe(false);
  });
  it('lets two files change places', async () => {
    write('mm/b.c', 'int b;\n');
    const rename = (from: string, to: string) =>
      `diff --git a/${from} b/${to}\nsimilarity index 100%\nrename from ${from}\nrename to ${to}\n`;
    const { next } = applyPatch(
      directoryTree(folder),
      await read(rename('mm/a.c', 'mm/b.c'), rename('mm/b.c', 'mm/a.c')),
    );
    expect([next.read('mm/a.c'), next.read('mm/b.c')]).toEqual(['int b;\n', FILE]);
  });
  it('applies what it can, and tells the rest in one line', async () => {
    const bad = '@@ -9,2 +10,2 @@ void g(void)\n \tmissing();\n-int y;\n+int w;\n';
    const result = applyPatch(directoryTree(folder), await read(diff(INSERT + bad)));
    expect(messages(result)).toEqual(['mm/a.c:9: hunk 2 of 2 does not apply']);
    expect(result.diagnostics[0]).toMatchObject({ isDetail: true, input: 'x.patch', line: 12 });
    expect(result.hunks).toEqual({ applied: 1, failed: 1, already: 0 });
    expect(result).toMatchObject({ applied: false, rejects: [{ path: 'mm/a.c', line: 9, functions: ['g'] }] });
    expect(result.next.read('mm/a.c')).toBe(USED);
    const none = applyPatch(directoryTree(folder), await read(diff(bad)));
    expect(none.changes[0]?.post).toMatchObject({ complete: false, fragments: [{ first: 10, last: 11 }] });
    expect(none.next.read('mm/a.c')).toBe(FILE);
  });
  it('works out the older version of a tree that has the change', async () => {
    write('mm/a.c', `// moved\n${USED}`);
    const result = applyPatch(directoryTree(folder), await read(diff(INSERT)));
    expect(messages(result)).toEqual(['mm/a.c: the tree has this change already']);
    expect(result.changes[0]).toMatchObject({
      pre: { text: `// moved\n${FILE}`, gaps: [7] },
      post: { text: `// moved\n${USED}`, changed: [{ first: 7, last: 7 }] },
    });
    expect(result.applied).toBe(true);
  });
  it('finds what of a patch the tree has already, hunk by hunk', async () => {
    write('mm/a.c', `${USED}\nint g(void)\n{\n\treturn 1;\n}\n`);
    const other = '@@ -12,4 +13,4 @@\n int g(void)\n {\n-\treturn 1;\n+\treturn 2;\n }\n';
    const result = applyPatch(directoryTree(folder), await read(diff(INSERT + other)));
    expect(result).toMatchObject({ applied: true, hunks: { applied: 1, failed: 0, already: 1 }, diagnostics: [] });
    expect(result.changes[0]?.pre?.text).toBe(`${FILE}\nint g(void)\n{\n\treturn 1;\n}\n`);
    expect(result.changes[0]?.post?.text).toBe(`${USED}\nint g(void)\n{\n\treturn 2;\n}\n`);
  });
  it('brings no function in that the file has elsewhere', async () => {
    const add = (body: string, next = '') =>
      diff(`@@ -1,2 +1,7 @@\n int a;\n \n+static int g(void)\n+{\n+\treturn ${body};\n+}\n+\n${next}`);
    const there = `${FILE}\nstatic int g(void)\n{\n        return 1;\n}\n`;
    write('mm/a.c', there);
    const same = applyPatch(directoryTree(folder), await read(add('1')));
    expect(same).toMatchObject({ applied: true, hunks: { applied: 0, failed: 0, already: 1 } });
    expect(same.changes[0]?.post).toMatchObject({ text: there, changed: [] });
    const differs = applyPatch(directoryTree(folder), await read(add('2')));
    expect(differs).toMatchObject({ applied: false, rejects: [{ functions: ['g'] }] });
    // A function that moves is not there twice, and a variant for another configuration is none.
    const moves = '@@ -12,4 +17,0 @@\n-static int g(void)\n-{\n-        return 1;\n-}\n';
    const moved = applyPatch(directoryTree(folder), await read(add('1', moves)));
    expect(moved).toMatchObject({ hunks: { applied: 2, failed: 0, already: 0 } });
    write('mm/a.c', `${FILE}\n#ifdef CONFIG_G\nstatic int g(void)\n{\n\treturn 1;\n}\n#endif\n`);
    const variant = applyPatch(directoryTree(folder), await read(add('2')));
    expect(variant).toMatchObject({ applied: true, hunks: { applied: 1 } });
  });
  it('takes functions of a new file that the tree has word for word for no change', async () => {
    write('mm/new.c', 'int f(void)\n{\n\treturn 1;\n}\n');
    const create = '@@ -0,0 +1,9 @@\n+int f(void)\n+{\n+\treturn 1;\n+}\n+\n+int g(void)\n+{\n+\treturn 2;\n+}\n';
    const text = diff(create, 'mm/new.c').replace('--- a/mm/new.c', '--- /dev/null');
    const clash = applyPatch(directoryTree(folder), await read(text.replace('\n', '\nnew file mode 100644\n')));
    expect(clash).toMatchObject({ applied: false, hunks: { applied: 0, failed: 1, already: 0 } });
    expect(clash.changes[0]?.post?.changed).toEqual([{ first: 5, last: 9 }]);
  });
  it('knows a renamed file by its new name', async () => {
    rmSync(join(folder, 'mm/a.c'));
    write('mm/b.c', USED);
    const text = `diff --git a/mm/a.c b/mm/b.c\nrename from mm/a.c\nrename to mm/b.c\n--- a/mm/a.c\n+++ b/mm/b.c\n${INSERT}`;
    const result = applyPatch(directoryTree(folder), await read(text));
    expect(result).toMatchObject({ applied: true, hunks: { applied: 0, failed: 0, already: 1 } });
    expect(result.changes[0]).toMatchObject({ pre: { path: 'mm/a.c', text: FILE }, post: { text: USED } });
  });
  it('places hunks that a mailer took tabs from, and says so once', async () => {
    const damaged = diff(INSERT.replaceAll('\t', '        '));
    const result = applyPatch(directoryTree(folder), await read(damaged));
    expect(result).toMatchObject({ applied: true, hunks: { applied: 1, failed: 0, already: 0 } });
    expect(result.next.read('mm/a.c')).toBe(USED.replace('\tuse', '        use'));
    expect(messages(result)).toEqual([expect.stringMatching(/^this copy has blanks for tabs: /)]);
  });
  it('shows the hunks alone without the file', async () => {
    const patch = await read(diff(INSERT, 'mm/other.c'));
    const inTree = applyPatch(directoryTree(folder), patch);
    expect(messages(inTree)).toEqual(['mm/other.c: not in the tree, so only the hunks are looked at']);
    const without = applyPatch(NO_TREE, patch);
    expect(without).toMatchObject({ applied: false, diagnostics: [], next: { kind: 'none' } });
    expect(without.changes).toEqual(inTree.changes.map((pair) => ({ ...pair, preLine: expect.any(Function) })));
    expect(without.changes[0]?.post).toMatchObject({ fragments: [{ first: 3, last: 9, section: 'int a;' }] });
  });
  it('keeps what a series creates, also without a tree', async () => {
    const create = diff('@@ -0,0 +1,2 @@\n+int a;\n+int b;\n', 'mm/new.c').replace('--- a/mm/new.c', '--- /dev/null');
    const first = applyPatch(NO_TREE, await read(create.replace('\n', '\nnew file mode 100644\n')));
    expect(first.applied).toBe(true);
    const second = applyPatch(first.next, await read(diff('@@ -1,2 +1,2 @@\n-int a;\n+int c;\n int b;\n', 'mm/new.c')));
    expect(second.changes[0]?.post).toMatchObject({ text: 'int c;\nint b;\n', complete: true });
  });
  it('allows for a diff that lost its blanks and its empty lines', async () => {
    const lines = ['int a;', 'int f(void)', '{', 'get(x);', 'put(x);'].map((text) => ` ${text}\n`);
    const patch = await read(diff(`@@ -1,6 +1,7 @@\n${lines.slice(0, 4).join('')}+use(x);\n${lines[4]} return 0;\n`));
    const damaged = { ...patch, damage: { whitespace: true, blankLines: true } };
    expect(applyPatch(directoryTree(folder), damaged).next.read('mm/a.c')).toBe(USED.replace('\tuse', 'use'));
  });
});

describe('hostile paths', () => {
  const change = (path: string): FileChange => ({ kind: 'modify', oldPath: path, newPath: path, hunks: [] });
  it('are refused', async () => {
    const { hunks } = (await read(diff(INSERT))).files[0]!;
    const paths = ['../mm/a.c', '/etc/passwd.c', 'mm/../../a.c', 'mm//a.c', './a.c', 'mm/a\x1b[2J.c'];
    const patch = await read(diff(INSERT));
    for (const path of paths) {
      const result = applyPatch(directoryTree(folder), { ...patch, files: [{ ...change(path), hunks }] });
      expect(result, path).toMatchObject({ applied: false, changes: [], diagnostics: [{ level: 'error' }] });
      expect(messages(result)[0]).not.toContain('\x1b');
    }
  });
  it('do not follow a link out of the tree, nor read what is no file', () => {
    const outside = mkdtempSync(join(tmpdir(), 'foliolint-outside-'));
    writeFileSync(join(outside, 'secret.c'), 'secret');
    symlinkSync(join(outside, 'secret.c'), join(folder, 'mm/link.c'));
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync('a.c', join(folder, 'mm/inner.c'));
    const tree = directoryTree(folder);
    expect(['mm/link.c', 'out/secret.c', 'mm', 'mm/inner.c'].map(tree.read)).toEqual([
      undefined,
      undefined,
      undefined,
      FILE,
    ]);
    rmSync(outside, { recursive: true });
  });
});
