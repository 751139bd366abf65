import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readTrace } from '../trace/index.js';
import { hasImpossible, renderTraceLog, renderTraceLogJson } from './trace.js';

const FOLDER = new URL('../../testdata/trace/', import.meta.url);
const LOOK = { color: false, columns: 100 };

const LOG = `# tracer: nop
          insmod-411     [001] .....    12.000001: page_ref_set: pfn=0x104a00 flags=none count=1 mapcount=-1 mapping=0000000000000000 mt=1 val=1
          insmod-411     [001] .....    12.000002: mm_page_alloc: page=00000000c0ffee00 pfn=0x104a00 order=0 migratetype=1 gfp_flags=GFP_KERNEL
          insmod-411     [001] .....    12.000003: kernel_stack: <stack trace>
 => folio_get
 => frob_init
          insmod-411     [001] .....    12.000004: page_ref_mod: pfn=0x104a00 flags=none count=2 mapcount=-1 mapping=0000000000000000 mt=1 val=1
          rmmod-\x1b[31m-412     [000] .....    12.000005: page_ref_freeze: pfn=0x104a00 flags=none count=2 mapcount=-1 mapping=0000000000000000 mt=1 val=1 ret=0
           rmmod-412     [000] .....    12.000006: page_ref_mod_and_test: pfn=0x104a00 flags=none count=0 mapcount=-1 mapping=0000000000000000 mt=1 val=-2 ret=1
           rmmod-412     [000] .....    12.000007: mm_page_free: page=00000000c0ffee00 pfn=0x104a00 order=0
           rmmod-412     [000] .....    12.000008: page_ref_mod: pfn=0x104a00 flags=none count=1 mapcount=-1 mapping=0000000000000000 mt=1 val=1
           rmmod-412     [000] .....    12.000009: page_ref_unfreeze: pfn=0x104a04 flags=none count=3 mapcount=-1 mapping=0000000000000000 mt=1 val=3
`;

async function* bytes() {
  yield Buffer.from(LOG);
}
const log = () => readTrace(bytes(), { most: 10 });

describe('a log as a ledger', () => {
  it('is told as text', async () => {
    await expect(renderTraceLog(await log(), LOOK)).toMatchFileSnapshot(fileURLToPath(new URL('ledger.txt', FOLDER)));
    expect(hasImpossible(await log())).toBe(true);
  });

  it('is told as JSON', async () => {
    await expect(renderTraceLogJson(await log())).toMatchFileSnapshot(fileURLToPath(new URL('ledger.json', FOLDER)));
  });
});
