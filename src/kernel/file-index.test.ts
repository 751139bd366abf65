import { expect, test } from 'vitest';
import { indexOf } from './file-index.js';
import { knownFrom } from './file-record.js';

const TEXT = `#include <linux/frob.h>
#include "own.h"
#define frob_each(f, all) for (f = frob_next(all); f; f = frob_next(f))
#ifdef CONFIG_FROB
int frob_read(struct folio *folio)
{
	return frob_fill(folio);
}
#else
static int frob_read(struct folio *folio) { return 0; }
#endif
void frob_stop(void)
{
}
`;
const NAMES = ['frob_read', 'frob_stop', 'frob_each', 'frob_none'];

const told = (index: ReturnType<typeof indexOf>) => ({
  includes: index.includes(),
  definitions: NAMES.map((name) => {
    const { path, line, kind, static: own, isStub, read, text } = index.find(name) ?? {};
    return [path, line, kind, own, isStub, read?.(), text?.()];
  }),
});

test('an index is the same from its record, which needs no text for what was asked before', () => {
  const fresh = indexOf('mm/frob.c', () => TEXT);
  const first = told(fresh);
  expect(first.definitions.map(([, line]) => line)).toEqual([5, 12, 3, undefined]);
  const reads: string[] = [];
  const text = () => {
    reads.push('text');
    return TEXT;
  };
  const again = indexOf('mm/frob.c', text, knownFrom(fresh.record()!));
  again.find('frob_read')?.read();
  expect([again.includes(), reads, again.record()]).toEqual([fresh.includes(), [], undefined]);
  expect(told(again)).toEqual(first);
});

test('a record of what was asked until then grows', () => {
  const some = indexOf('mm/frob.c', () => TEXT);
  some.includes();
  const more = indexOf('mm/frob.c', () => TEXT, knownFrom(some.record()!));
  expect(more.record()).toBeUndefined();
  more.find('frob_read');
  expect(told(indexOf('mm/frob.c', () => TEXT, knownFrom(more.record()!)))).toEqual(told(some));
});

test.each(['', '[', '{}', '[1,2,3,4]', 'null'])('%j is no record', (text) => {
  expect(told(indexOf('mm/frob.c', () => TEXT, knownFrom(text)))).toEqual(told(indexOf('mm/frob.c', () => TEXT)));
});
