import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KernelTree, openTree } from '../tree/index.js';
import { openLibrary } from './library.js';
import { locate, locateIn } from './locate.js';

const FILES: Readonly<Record<string, string>> = {
  Makefile: 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n',
  'include/linux/frob.h':
    '#include <linux/deep.h>\nstatic inline void frob_inline(void)\n{\n\tfrob_deep();\n}\n' +
    '#ifdef CONFIG_FROB\nvoid frob_maybe(void);\n#else\nstatic inline void frob_maybe(void) { }\n#endif\n',
  'include/linux/deep.h': '#include "../deeper.h"\nstatic inline void frob_deep(void)\n{\n\ta();\n}\n',
  'include/deeper.h': '#define frob_deeper(x) (x)\n',
  'include/asm-generic/frob.h': 'static inline void frob_arch(void)\n{\n\ta();\n}\n',
  'include/linux/unread.h': 'static inline void frob_unread(void)\n{\n\ta();\n}\n',
  'mm/one.c':
    '#include <linux/frob.h>\n#include <asm/frob.h>\n#include "own.h"\nstatic void mine(void)\n{\n\ta();\n}\n' +
    '#ifdef CONFIG_B\nvoid two_sides(void)\n{\n}\n#else\nvoid two_sides(void)\n{\n\ta();\n}\n#endif\n',
  'mm/own.h': 'static inline void own(void)\n{\n\ta();\n}\n',
  'mm/two.c':
    'static void theirs(void)\n{\n\ta();\n}\nvoid exported(void)\n{\n\ttheirs();\n}\nvoid frob_maybe(void)\n{\n\ta();\n}\n',
  'lib/shared.c': 'void shared(void)\n{\n\ta();\n}\n',
  'drivers/far/away.c': 'void faraway(void)\n{\n\ta();\n}\n',
};

const folder = mkdtempSync(join(tmpdir(), 'foliolint-library-'));

beforeAll(() => {
  for (const [path, text] of Object.entries(FILES)) {
    for (const root of ['plain', 'git']) {
      mkdirSync(dirname(join(folder, root, path)), { recursive: true });
      writeFileSync(join(folder, root, path), text);
    }
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args], { cwd: join(folder, 'git') });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'start');
});

afterAll(() => rmSync(folder, { recursive: true }));

async function treeOf(kind: string): Promise<KernelTree> {
  return (await openTree(join(folder, kind), { patches: [] })).tree;
}

/** The tree with other texts at some paths, as a patch leaves it. */
function changed(tree: KernelTree, texts: Readonly<Record<string, string>>): KernelTree {
  const stamp = (path: string) => (path in texts ? undefined : tree.stamp(path));
  return { ...tree, stamp, read: (path) => texts[path] ?? tree.read(path) };
}

describe.each(['plain', 'git'])('the library of a %s tree', (kind) => {
  test.each([
    ['mine', 'mm/one.c'],
    ['own', 'mm/own.h'],
    ['frob_inline', 'include/linux/frob.h'],
    ['frob_deep', 'include/linux/deep.h'],
    ['frob_deeper', 'include/deeper.h'],
    ['frob_arch', 'include/asm-generic/frob.h'],
    ['exported', 'mm/two.c'],
    ['shared', 'lib/shared.c'],
    ['frob_maybe', 'mm/two.c'],
    ['theirs', undefined],
    ['frob_unread', undefined],
    ['faraway', undefined],
  ])('mm/one.c sees %s in %s', async (name, path) => {
    const library = await openLibrary(await treeOf(kind), ['mm/one.c']);
    expect(library.scope('mm/one.c').find(name)?.path).toBe(path);
  });

  test('of two sides of an #ifdef the one that does something', async () => {
    const library = await openLibrary(await treeOf(kind), ['mm/one.c']);
    expect(library.scope('mm/one.c').find('two_sides')?.line).toBe(13);
  });

  test('a patch is seen behind it, and not in front of it', async () => {
    const tree = await treeOf(kind);
    const before = await openLibrary(tree, ['mm/one.c']);
    const text = 'void exported(void)\n{\n\tb();\n}\nvoid added(void)\n{\n\tb();\n}\n';
    const after = before.after(changed(tree, { 'mm/two.c': text }), ['mm/two.c']);
    const [old, now] = [before, after].map((library) => library.scope('mm/one.c'));
    expect([old!, now!].map((scope) => [...(scope.find('exported')?.read().calls ?? [])])).toEqual([['theirs'], ['b']]);
    expect([old!, now!].map((scope) => scope.find('added')?.line)).toEqual([undefined, 5]);
    expect(now!.find('shared')).toBe(old!.find('shared'));
  });

  test('a patch that adds a file, and one that adds an include', async () => {
    const tree = await treeOf(kind);
    const before = await openLibrary(tree, ['mm/one.c']);
    const texts = { 'mm/new.c': 'void fresh(void)\n{\n\tb();\n}\n', 'mm/own.h': '#include <linux/unread.h>\n' };
    const scope = before.after(changed(tree, texts), Object.keys(texts)).scope('mm/one.c');
    expect([scope.find('fresh')?.path, scope.find('frob_unread')?.path, scope.find('own')]).toEqual([
      'mm/new.c',
      'include/linux/unread.h',
      undefined,
    ]);
  });

  test('functions are found without their files', async () => {
    const tree = await treeOf(kind);
    const found = await locate(tree, ['frob_maybe', 'frob_deep', 'theirs', 'faraway']);
    expect([...found].map(([name, { path }]) => [name, path]).sort()).toEqual([
      ['frob_deep', 'include/linux/deep.h'],
      ['frob_maybe', 'mm/two.c'],
      ['theirs', 'mm/two.c'],
    ]);
    expect(locateIn(tree, 'drivers/far/away.c', 'faraway')?.line).toBe(1);
    expect(locateIn(tree, '../secret.c', 'faraway')).toBeUndefined();
  });
});

test('headers of a git tree are read in rounds, not one by one', async () => {
  const tree = await treeOf('git');
  const asked: (readonly string[])[] = [];
  const read = new Set<string>();
  const watched: KernelTree = {
    ...tree,
    prefetch: async (paths) => {
      asked.push(paths);
      await tree.prefetch(paths);
    },
    read: (path) => {
      if (!asked.flat().includes(path)) read.add(path);
      return tree.read(path);
    },
  };
  const library = await openLibrary(watched, ['mm/one.c']);
  library.scope('mm/one.c').find('nowhere');
  expect([...read]).toEqual([]);
  expect(asked.findIndex((paths) => paths.includes('include/deeper.h'))).toBe(3);
});

test('without a tree nothing is found', async () => {
  const { tree } = await openTree(join(folder, 'missing'), { patches: [] });
  expect((await openLibrary(tree, ['mm/one.c'])).scope('mm/one.c').find('mine')).toBeUndefined();
});
