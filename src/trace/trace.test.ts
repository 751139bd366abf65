import { describe, expect, it } from 'vitest';
import { readTrace, type TraceLog } from './log.js';

const HEAD = '            bash-1234    [002] .....   100.000001: ';
const page = (name: string, count: number, rest: string, pfn = '0x100') =>
  `${HEAD}${name}: pfn=${pfn} flags=none count=${count} mapcount=-1 mapping=0000000000000000 mt=1 ${rest}`;
const allocator = (name: string, order = 0, pfn = '0x100') =>
  `${HEAD}${name}: page=00000000f00d pfn=${pfn} order=${order} migratetype=1 gfp_flags=GFP_KERNEL`;

const set = (n: number) => page('page_ref_set', n, `val=${n}`);
const get = (after: number) => page('page_ref_mod', after, 'val=1');
const put = (after: number) => page('page_ref_mod_and_test', after, `val=-1 ret=${Number(after === 0)}`);
const alloc = allocator('mm_page_alloc');
const free = allocator('mm_page_free');

async function* chunked(text: string, size = 1000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (lines: readonly string[], most = 10): Promise<TraceLog> =>
  readTrace(chunked(`${lines.join('\n')}\n`), { most });

/** `LINE kind: message` of the only page. */
async function odd(...lines: string[]): Promise<string[]> {
  const { pages, bad } = await read(lines);
  expect(bad.count).toBe(0);
  return pages.flatMap(({ oddities }) => oddities.map((o) => `${o.line} ${o.kind}: ${o.message}`));
}

describe('a page in a log', () => {
  it('comes and goes without a remark', async () => {
    expect(await odd(set(1), alloc, get(2), put(1), put(0), free, set(1), alloc, put(0), free)).toEqual([]);
    expect(await odd(put(0), free, allocator('mm_page_free_batched'), alloc, set(1), put(0), free)).toEqual([]);
  });

  it('cannot be taken from 0', async () => {
    expect(await odd(put(0), free, get(1))).toEqual(['3 from-zero: page_ref_mod of +1 from 0: freed at line 2']);
    expect(await odd(put(0), page('page_ref_mod_unless', 1, 'val=1 ret=1'), put(0), free)).toEqual([
      '2 from-zero: taken from 0, which page_ref_mod_unless refuses: the last reference was put at line 1',
    ]);
    expect(await odd(put(0), free, put(-1))).toEqual([
      '3 from-zero: page_ref_mod_and_test of -1 from 0: freed at line 2',
    ]);
  });

  it('shows a count that lasts as a missing event', async () => {
    const lines = [get(2), get(4), get(5), get(6), get(7), get(8)];
    expect(await odd(...lines)).toEqual([
      '2 missing-event: the count is +1 from what the events add up to: an event is missing before this line',
    ]);
    expect(await odd(get(2), page('page_ref_freeze', 0, 'val=3 ret=1'), page('page_ref_unfreeze', 3, 'val=3'))).toEqual(
      [
        '2 missing-event: the count is +1 from what the events add up to, as the freeze of 3 found it: an event is missing',
      ],
    );
  });

  it('forgives what another CPU did between an operation and its second read', async () => {
    // The get of one CPU reads the count after the get of another one, which is logged next.
    expect(await odd(get(2), get(4), get(4), put(3))).toEqual([]);
    // The put that reaches 0 is logged before the put that it followed.
    expect(await odd(get(2), put(0), page('page_ref_mod_and_test', 0, 'val=-1 ret=0'), free)).toEqual([]);
    // A speculative get follows an unfreeze and is logged before it.
    const taken = page('page_ref_mod_unless', 3, 'val=1 ret=1');
    const frozen = page('page_ref_freeze', 0, 'val=2 ret=1');
    expect(await odd(get(2), frozen, taken, page('page_ref_unfreeze', 3, 'val=2'), put(2))).toEqual([]);
  });

  it('tells of freezes', async () => {
    expect(await odd(get(3), page('page_ref_freeze', 3, 'val=2 ret=0'))).toEqual([
      '2 freeze-refused: freeze of 2 refused: the count is 3',
    ]);
    expect(await odd(get(3), page('page_ref_freeze', 0, 'val=3 ret=1'))).toEqual([
      '2 still-frozen: still frozen at the end of the log, since line 2',
    ]);
    expect(await odd(get(3), page('page_ref_unfreeze', 3, 'val=3'))).toEqual([
      '2 unfreeze-live: unfrozen while the count is 3, not 0',
    ]);
  });

  it('is freed once, at 0, and not handed out before', async () => {
    expect(await odd(get(2), free)).toEqual(['2 freed-live: freed while the count is 2']);
    expect(await odd(put(0), free, free)).toEqual(['3 freed-twice: freed twice: first at line 2']);
    expect(await odd(get(2), alloc)).toEqual(['2 allocated-live: allocated while it is in use: the count is 2']);
    expect(await odd(get(2), set(1))).toEqual(['2 store-over-live: stores 1 over a count of 2']);
  });

  it('is followed to the end of the log', async () => {
    expect(await odd(put(0), free, set(1), alloc, get(2))).toEqual([
      '5 never-freed: never freed: allocated at line 3, count 2 at the end of the log',
    ]);
    expect(await odd(put(0), free, set(1), alloc, put(0))).toEqual([
      '5 zero-without-free: reached 0 at line 5 and was not freed by the end of the log',
    ]);
    // Without any event of the allocator that says nothing.
    expect(await odd(set(1), put(0), set(1), put(0))).toEqual([]);
  });

  it('may be a tail of a block', async () => {
    const tail = (line: string) => line.replace('0x100', '0x101');
    const lines = [tail(put(0)), tail(free), alloc.replace('order=0', 'order=2'), put(0), free];
    expect(await odd(...lines, tail(page('page_ref_unfreeze', 1, 'val=1')))).toEqual([]);
  });
});

describe('readTrace', () => {
  it('is the same however the log is cut', async () => {
    const text = ['# tracer: nop', set(1), alloc, ' => folio_put', get(2), put(1), 'rubbish', put(0), free].join('\n');
    const whole = await readTrace(chunked(text, 1e6), { most: 10 });
    for (const size of [1, 7, 64]) expect(await readTrace(chunked(text, size), { most: 10 })).toEqual(whole);
    expect(whole).toMatchObject({ lines: 9, events: 6, bad: { count: 1, first: { line: 7 } }, hasFrees: true });
  });

  it('keeps at most so many pages, and those that came and went in order go first', async () => {
    const life = (n: number) => [set(1), put(0), free].map((line) => line.replace('0x100', `0x${n}`));
    const odd = [get(2), free].map((line) => line.replace('0x100', '0x7'));
    const log = await read([...odd, ...life(1), ...life(2), ...life(3), get(5), get(6)], 2);
    expect(log.pages.map(({ pfn }) => pfn)).toEqual([7, 0x100]);
    expect(log).toMatchObject({ forgotten: 3, unfollowed: 0 });
    expect(await read([...odd, ...life(1)], 1)).toMatchObject({ unfollowed: 3 });
  });

  it('keeps the first and the last rows of a page with many', async () => {
    const lines = Array.from({ length: 1000 }, (_, i) => get(i + 1));
    const [first] = (await read(lines)).pages;
    expect(first!.rows.length + first!.omitted).toBe(1000);
    expect([first!.rows[0]!.line, first!.rows.at(-1)!.line]).toEqual([1, 1000]);
  });

  it('selects pages, with the blocks that they are in', async () => {
    const text = [set(1), set(1).replace('0x100', '0x7'), allocator('mm_page_alloc', 3, '0xfc')].join('\n');
    const log = await readTrace(chunked(text), { most: 10, pfns: new Set([0x100]) });
    expect(log.pages.map(({ pfn }) => pfn)).toEqual([0x100]);
    expect(log.events).toBe(2);
  });

  it('takes a line without an end for one bad line, and little memory', async () => {
    async function* endless() {
      for (let i = 0; i < 2000; i++) yield Buffer.alloc(64 * 1024, 'x');
    }
    expect((await readTrace(endless(), { most: 1 })).bad).toMatchObject({ count: 1, first: { line: 1 } });
  });

  it('claims nothing to be impossible that lost events may explain', async () => {
    const on = (cpu: number, line: string) => line.replace('[002]', `[00${cpu}]`);
    const lost = 'CPU:3 [LOST 12 EVENTS]';
    // CPU 3 freed the page and gave it out again: nobody tells, and what CPU 2 does stands in front of the note.
    expect(await odd(on(3, set(1)), on(2, put(0)), on(2, get(1)), lost, on(3, get(2)))).toEqual([]);
    expect(await odd(set(1), alloc, put(0), free, lost, put(4), get(5))).toEqual([]);
    expect(await odd(set(1), lost, free, free)).toEqual(['4 freed-twice: freed twice: first at line 3']);
    expect(await odd(set(1), alloc, lost)).toEqual([]);
  });

  it('takes a mark for frozen pages in the field for a count of 0', async () => {
    const frozen = page('page_ref_freeze', -0x80000000, 'val=1 ret=1');
    expect(await odd(set(1), alloc, frozen, page('page_ref_unfreeze', 1, 'val=1'), put(0), free)).toEqual([]);
    expect(await odd(set(1), alloc, page('page_ref_mod_and_test', -0x80000000, 'val=-1 ret=1'), free)).toEqual([]);
  });

  it('counts places where events were lost', async () => {
    const log = await read([get(2), 'CPU:2 [LOST 12 EVENTS]', get(4)]);
    expect(log).toMatchObject({ lost: { count: 1, line: 2 }, bad: { count: 0 } });
  });
});
