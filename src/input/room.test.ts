import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readSeries, type Source } from './index.js';
import { newRoom } from './room.js';

const bytes = (name: string, content: string | Buffer): Source => ({
  kind: 'bytes',
  name,
  bytes: Buffer.from(content as string),
});
const diff = (path: string, lines: number) =>
  `diff --git a/mm/${path} b/mm/${path}\n--- a/mm/${path}\n+++ b/mm/${path}\n@@ -1,0 +1,${lines} @@\n${'+x\n'.repeat(lines)}`;
const mail = (subject: string, body: string) =>
  `From ${'a'.repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: A <a@example.org>\nSubject: [PATCH] ${subject}\n\n${body}\n`;
const told = async (sources: Source[], room = newRoom()) => {
  const { patches, diagnostics } = await readSeries(sources, room);
  const lines = [...patches.map((p) => p.subject), ...diagnostics.map((d) => `${d.level} ${d.input}: ${d.message}`)];
  return lines.map((line) => line.replace('[PATCH] ', ''));
};

describe('what does not fit into memory is refused by name, and the rest is read', () => {
  it('a small file that unpacks to very many lines', async () => {
    const packed = gzipSync(diff('a.c', 1_000_001));
    expect(packed.length).toBeLessThan(10_000);
    expect(await told([bytes('x.gz', packed), bytes('y', mail('good', diff('b.c', 1)))])).toEqual([
      'good',
      'error x.gz: this has more than 1000000 lines',
    ]);
  });
  it('one mail of an mbox', async () => {
    const box = mail('long', 'x\n'.repeat(1_000_001)) + mail('good', diff('b.c', 1));
    expect(await told([bytes('box', box)])).toEqual(['good', 'error box: this has more than 1000000 lines']);
  });
  it('a patch of very many lines, and those behind very many of others', async () => {
    expect(await told([bytes('x', mail('large', diff('a.c', 500_001)))])).toEqual([
      'error x: a diff of 500001 lines is not read, 500000 are the most (large)',
    ]);
    const box = mail('m1', diff('a.c', 6)) + mail('m2', diff('b.c', 6)) + mail('m3', diff('c.c', 2));
    expect(await told([bytes('box', box)], newRoom(9999, 10))).toEqual([
      'm1',
      'm3',
      'error box: the diffs have more than 2000000 lines together, and this one is not read (m2)',
    ]);
  });
  it('what is more than 128 MB, over all documents', async () => {
    const packed = gzipSync(' '.repeat(6000));
    const good = bytes('z', mail('good', diff('b.c', 1)));
    expect(await told([bytes('x', packed), bytes('y', packed), good], newRoom(7000))).toEqual([
      'good',
      'error x: this is empty',
      'error y: the inputs have more than 128 MB together, and this is not read',
    ]);
    expect(await told([good, bytes('w', 'x'.repeat(900))], newRoom(1000))).toEqual([
      'good',
      'error w: the inputs have more than 128 MB together, and this is not read',
    ]);
  });
});
