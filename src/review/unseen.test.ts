import { expect, it } from 'vitest';
import { readSeries } from '../input/index.js';
import type { ImagePair, SourceImage } from '../tree/index.js';
import { unseen } from './unseen.js';

async function read(path: string) {
  const text = `--- a/${path}\n+++ b/${path}\n@@ -5,2 +5,3 @@ static int frob(int n)\n a\n+b\n c\n`;
  return (await readSeries([{ kind: 'diff', name: 'x.patch', text }])).patches[0]!;
}

it('tells files in languages that nobody reads, and no others', async () => {
  expect(unseen(await read('rust/kernel/page.rs'), [], [])).toEqual([
    { file: 'rust/kernel/page.rs', function: '', line: 5, reason: 'Rust is not read' },
  ]);
  expect(unseen(await read('arch/x86/entry.S'), [], [])).toMatchObject([{ reason: 'assembly is not read' }]);
  for (const path of ['mm/a.c', 'mm/a.h', 'Documentation/a.rst', 'mm/Makefile', 'mm/Kconfig'])
    expect(unseen(await read(path), [], [])).toEqual([]);
});

it('tells the function of a hunk that has no place, unless the hunks of its file are looked at by themselves', async () => {
  const patch = await read('mm/a.c');
  const reject = { path: 'mm/a.c', line: 5, section: 'static int frob(int n)' };
  const pair = (complete: boolean): ImagePair => {
    const pre: SourceImage = { path: 'mm/a.c', side: 'pre', text: '', complete, fragments: [], changed: [], gaps: [] };
    return { pre, preLine: () => undefined };
  };
  expect(unseen(patch, [pair(true)], [reject])).toEqual([
    { file: 'mm/a.c', function: 'frob', line: 5, reason: 'the hunk at line 5 does not apply' },
  ]);
  expect(unseen(patch, [pair(false)], [reject])).toEqual([]);
  expect(unseen(patch, [pair(true)], [{ ...reject, section: 'struct frob {' }])).toEqual([]);
});
