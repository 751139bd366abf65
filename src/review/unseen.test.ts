import { expect, it } from 'vitest';
import { readSeries } from '../input/index.js';
import { unseen } from './unseen.js';

async function read(path: string) {
  const text = `--- a/${path}\n+++ b/${path}\n@@ -5,2 +5,3 @@ static int frob(int n)\n a\n+b\n c\n`;
  return (await readSeries([{ kind: 'diff', name: 'x.patch', text }])).patches[0]!;
}

it('tells files in languages that nobody reads, and no others', async () => {
  expect(unseen(await read('rust/kernel/page.rs'), [])).toEqual([
    { file: 'rust/kernel/page.rs', function: '', line: 5, reason: 'Rust is not read' },
  ]);
  expect(unseen(await read('arch/x86/entry.S'), [])).toMatchObject([{ reason: 'assembly is not read' }]);
  for (const path of ['mm/a.inc', 'mm/a.C', 'mm/a.c.shipped', 'lib/raid6/int.uc', 'usr/kallsyms.l'])
    expect(unseen(await read(path), [])).toMatchObject([{ file: path, reason: 'of C only .c and .h are read' }]);
  for (const path of ['mm/a.c', 'mm/a.h', 'Documentation/a.rst', 'mm/Makefile', 'mm/Kconfig'])
    expect(unseen(await read(path), [])).toEqual([]);
});

it('tells each function that misses a hunk once, unless the hunks of its file are looked at by themselves', async () => {
  const patch = await read('mm/a.c');
  const reject = { path: 'mm/a.c', line: 5, functions: ['frob', 'poke'], isAlone: false };
  const reason = 'the hunk at line 5 does not apply';
  expect(unseen(patch, [reject, { ...reject, line: 9, functions: ['poke'] }])).toEqual([
    { file: 'mm/a.c', function: 'frob', line: 5, reason },
    { file: 'mm/a.c', function: 'poke', line: 5, reason },
  ]);
  expect(unseen(patch, [{ ...reject, isAlone: true }])).toEqual([]);
});
