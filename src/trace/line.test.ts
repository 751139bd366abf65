import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALLOCATOR_EVENTS, hasResult, PAGE_REF_EVENTS, type TraceEvent } from './event.js';
import { formatEvent } from './format.js';
import { parseLine } from './line.js';

const FIELDS = 'pfn=0x104a00 flags=locked|head count=2 mapcount=-1 mapping=00000000ab12 mt=1 val=1';

const HEADERS: readonly (readonly [string, string, string, number, number, string])[] = [
  ['ftrace', '            bash-1234    [002] .....  4711.000042: page_ref_mod: ', 'bash', 1234, 2, '4711.000042'],
  [
    'a thread group',
    '      bash-1234    (   1230) [002] d..2.  4711.000042: page_ref_mod: ',
    'bash',
    1234,
    2,
    '4711.000042',
  ],
  [
    'an unknown group',
    '     bash-1234    (-------) [002] d..2.  4711.000042: page_ref_mod: ',
    'bash',
    1234,
    2,
    '4711.000042',
  ],
  ['no flags, old', '  <...>-99  [011]  4711.000042: page_ref_mod: ', '<...>', 99, 11, '4711.000042'],
  ['trace-cmd', '   kswapd0-88    [000]  4711.000042: page_ref_mod:         ', 'kswapd0', 88, 0, '4711.000042'],
  ['dashes and blanks', ' kworker/u8:1-ev-77 [128] ....  1.5: page_ref_mod: ', 'kworker/u8:1-ev', 77, 128, '1.5'],
  ['blanks', '     Web Content-2345    [001] ....     1.500000: page_ref_mod: ', 'Web Content', 2345, 1, '1.500000'],
  ['perf script', 'bash  1234 [002]  4711.000042: page_ref:page_ref_mod: ', 'bash', 1234, 2, '4711.000042'],
];

describe('parseLine', () => {
  it.each(HEADERS)('reads the header of %s', (_, header, comm, pid, cpu, time) => {
    expect(parseLine(header + FIELDS)).toEqual({
      kind: 'event',
      event: { comm, pid, cpu, time, name: 'page_ref_mod', pfn: 0x104a00, flags: 'locked|head', count: 2, val: 1 },
    });
  });

  it('reads old pointers and decimal page frame numbers', () => {
    const nil = `bash-1 [000] 1.0: page_ref_mod: ${FIELDS.replace('00000000ab12', '(nil)')}`;
    expect(parseLine(nil)).toMatchObject({ kind: 'event' });
    const decimal = 'bash-1 [000] 1.0: mm_page_free: page=0xffffea0004128000 pfn=1067520 order=0';
    expect(parseLine(decimal)).toMatchObject({ event: { name: 'mm_page_free', pfn: 1067520, order: 0 } });
  });

  it.each([
    '',
    '# tracer: nop',
    'cpus=8',
    'CPU 3 is empty',
    ' => folio_put',
    '=> __folio_put (ffffffff812a3b4c)',
    '\tffffffff812a3b4c folio_put+0x1c ([kernel.kallsyms])',
    'bash-1 [000] ..... 1.000000: kernel_stack: <stack trace>',
    'bash-1 [000] ..... 1.000000: mm_page_pcpu_drain: page=0 pfn=0x1 order=0 migratetype=1',
    'bash-1 [000] ..... 1.000000: mm_page_alloc: page=0000000000000000 pfn=0x0 order=9 migratetype=1 gfp_flags=0',
  ])('passes over %j', (line) => {
    expect(parseLine(line)).toEqual({ kind: 'other' });
  });

  it.each([
    ['rubbish', 'this is no line of ftrace'],
    [`bash [000] 1.0: page_ref_mod: ${FIELDS}`, 'the columns in front of the event are not those of ftrace'],
    ['bash-1 [000] 1.0: page_ref_mod: pfn=0x1 flags=none count=2', 'page_ref_mod has no val='],
    [`bash-1 [000] 1.0: page_ref_freeze: ${FIELDS}`, 'page_ref_freeze has no ret='],
    ['bash-1 [000] 1.0: mm_page_free: page=0 pfn=0x1 order=77', 'order=77 is no order'],
    ['bash-1 [000] 1.0: mm_page_free: page=0 pfn=0x1zz order=0', 'mm_page_free has no pfn='],
  ])('refuses %j', (line, because) => {
    expect(parseLine(line)).toEqual({ kind: 'bad', because });
  });

  it('takes any text in time that is in proportion', () => {
    for (const part of ['-1', '[000] ', ' 1.0: ', 'page_ref_mod: ', '(---)', ': mm_page_free: '])
      expect(parseLine(part.repeat(8192 / part.length)).kind).toMatch(/bad|other/);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseLine(text) !== undefined));
  });

  it('reads back every event that can be printed', () => {
    const stamp = {
      comm: fc.stringMatching(/^[a-z][a-z0-9/ :.-]{0,13}[a-z]$/),
      pid: fc.nat(4_194_304),
      cpu: fc.nat(8191),
      time: fc.nat(1e12).map((us) => (us / 1e6).toFixed(6)),
      pfn: fc.integer({ min: 1, max: 2 ** 52 - 1 }),
    };
    const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    const pageRef = fc
      .record({
        ...stamp,
        name: fc.constantFrom(...PAGE_REF_EVENTS),
        flags: fc.constant('head|lru'),
        count: int,
        val: int,
      })
      .chain((event) => (hasResult(event.name) ? int.map((ret) => ({ ...event, ret })) : fc.constant(event)));
    const allocator = fc.record({ ...stamp, name: fc.constantFrom(...ALLOCATOR_EVENTS), order: fc.nat(10) });
    const events: fc.Arbitrary<TraceEvent> = fc.oneof(pageRef, allocator);
    const isReadBack = (event: TraceEvent) => {
      expect(parseLine(formatEvent(event))).toEqual({ kind: 'event', event });
    };
    fc.assert(fc.property(events, isReadBack));
  });
});
