import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cacheFolder, NO_CACHE, openCache } from './index.js';
import { packOf } from './pack.js';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'foliolint-cache-')), 'in', 'here');
});
afterEach(() => rmSync(join(folder, '../..'), { recursive: true }));

function left(pairs: Readonly<Record<string, string>>, version = '1'): string {
  const cache = openCache(folder);
  const pack = cache.pack('frobs', version);
  for (const [key, value] of Object.entries(pairs)) pack.put(key, value);
  cache.save();
  return join(folder, readdirSync(folder).find((name) => name.startsWith('frobs-'))!);
}

describe('a cache', () => {
  test('gives the next run what this one left, under the same version', () => {
    left({ a: 'one', b: '' });
    const cache = openCache(folder);
    expect(['a', 'b', 'c'].map(cache.pack('frobs', '1').get)).toEqual(['one', '', undefined]);
    expect(cache.pack('frobs', '2').get('a')).toBeUndefined();
  });

  test('writes nothing where nothing is new', () => {
    const file = left({ a: 'one' });
    utimesSync(file, 1, 1);
    left({ a: 'one' });
    expect(statSync(file).mtimeMs).toBe(1000);
  });

  test.each([
    ['cut', (whole: Buffer) => whole.subarray(0, whole.length - 3)],
    ['empty', () => Buffer.alloc(0)],
    ['changed in one byte', (whole: Buffer) => Buffer.concat([whole.subarray(0, -2), Buffer.from('x\n')])],
    ['of another program', () => Buffer.from('SQLite format 3\0 and more of the like, which is long enough\n')],
  ])('takes a file that is %s for none, and writes it anew', (_, damage) => {
    const file = left({ a: 'one', b: 'two' });
    writeFileSync(file, damage(readFileSync(file)));
    expect(openCache(folder).pack('frobs', '1').get('a')).toBeUndefined();
    left({ a: 'three' });
    expect(openCache(folder).pack('frobs', '1').get('a')).toBe('three');
  });

  test('is silent about a folder that cannot be written', () => {
    mkdirSync(join(folder, '..'), { recursive: true });
    writeFileSync(folder, 'a file');
    const cache = openCache(folder);
    cache.pack('frobs', '1').put('a', 'one');
    expect(() => cache.save()).not.toThrow();
    expect(readFileSync(folder, 'utf8')).toBe('a file');
  });

  test('leaves the files of two runs at once whole', () => {
    const [one, two] = [openCache(folder), openCache(folder)];
    one.pack('frobs', '1').put('a', 'one');
    two.pack('frobs', '1').put('b', 'two');
    one.save();
    two.save();
    expect(['a', 'b'].map(openCache(folder).pack('frobs', '1').get)).toEqual([undefined, 'two']);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('clears what killed runs left and what is too much, and nothing that is not its own', () => {
    mkdirSync(folder, { recursive: true });
    const put = (name: string, bytes: number, age: number) => {
      const file = join(folder, name);
      writeFileSync(file, '');
      // Holes take no room.
      truncateSync(file, bytes);
      utimesSync(file, Date.now() / 1000 - age, Date.now() / 1000 - age);
    };
    const id = (letter: string) => letter.repeat(32);
    put(`old-${id('a')}`, 60 << 20, 1000);
    put(`new-${id('b')}`, 8 << 20, 10);
    put(`new-${id('c')}.${id('1').slice(20)}.draft`, 0, 90_000);
    put(`new-${id('d')}.${id('2').slice(20)}.draft`, 0, 5);
    put('notes.txt', 0, 90_000);
    const file = left({ a: 'one' });
    const names = [
      `new-${id('b')}`,
      `new-${id('d')}.${id('2').slice(20)}.draft`,
      'notes.txt',
      file.slice(folder.length + 1),
    ];
    expect(readdirSync(folder).sort()).toEqual(names.sort());
  });

  test('knows a folder that it lies in', () => {
    const cache = openCache(folder);
    expect([join(folder, '..'), folder, tmpdir(), join(folder, 'deeper'), `${folder}-2`].map(cache.isBelow)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('that is none keeps nothing', () => {
    const pack = NO_CACHE.pack('frobs', '1');
    pack.put('a', 'one');
    NO_CACHE.save();
    expect(pack.get('a')).toBeUndefined();
  });
});

describe('a pack', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });

  test('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.dictionary(text, text), (pairs) => {
        const pack = packOf(() => undefined);
        for (const [key, value] of Object.entries(pairs)) pack.put(key, value);
        const again = packOf(() => pack.bytes(1e6));
        const kept = Object.entries(pairs).filter(([key, value]) => !/[\t\n]/.test(key) && !value.includes('\n'));
        for (const [key, value] of kept) expect(again.get(key)).toBe(value);
      }),
      { seed: 20260101 },
    );
  });

  test('never throws on what others wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(packOf(() => Buffer.from(bytes)).get('a')).toBeUndefined();
      }),
      { seed: 20260101 },
    );
  });

  test('drops first what was not used for longest', () => {
    const first = packOf(() => undefined);
    for (const key of ['a', 'b', 'c', 'd']) first.put(key, 'x'.repeat(10));
    const second = packOf(() => first.bytes(1e6));
    second.get('a');
    second.put('e', 'x'.repeat(10));
    const third = packOf(() => second.bytes(3 * 13));
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => third.get(key) !== undefined)).toEqual(['a', 'd', 'e']);
  });
});

test('the folder is that of the XDG specification', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/var/frob' })).toBe('/var/frob/foliolint');
  for (const home of [undefined, '', 'relative'])
    expect(cacheFolder({ XDG_CACHE_HOME: home })).toMatch(/\/\.cache\/foliolint$/);
});
