import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { builtin } from '../page/builtin.js';
import { cloneMemory, memoryKey, newMemory } from '../page/memory.js';
import type { Semantics } from '../page/semantics.js';
import { openTree } from '../tree/index.js';
import { interpreted } from './index.js';

const { tree: nothing } = await openTree(undefined, { patches: [] });
const VERSIONS = ['6.1', '6.12', '7.1'];
const value = fc.oneof(fc.integer({ min: -3, max: 5 }), fc.constantFrom(0x7fffffff, -0x80000000, -127, -128, 1024));

it.each(VERSIONS)('the model of %s does the same as primitives and as source', async (version) => {
  const primitive = builtin(version);
  const { semantics: source } = await interpreted(nothing, [], version);
  const names = primitive.names();
  expect(names.filter((name) => !source.has(name))).toEqual([]);
  const operation = fc.tuple(fc.constantFrom(...names), fc.nat(2), value, value);
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 40 }), (operations) => {
      const [a, b] = [folioAndPage(), folioAndPage()];
      for (const [name, ...args] of operations) {
        expect(source.run(b, name, args)).toEqual(primitive.run(a, name, args));
        expect(b).toEqual(a);
      }
    }),
  );
});

/** A folio of two pages and a page. */
function folioAndPage() {
  const memory = newMemory(3);
  memory.pages[1]!.head = memory.pages[0]!;
  memory.pages[0]!.order = 1;
  return memory;
}

const GETS = ['folio_get', 'get_page', 'page_ref_inc', 'folio_try_get', 'get_page_unless_zero', 'try_get_page'];
const PUTS = ['folio_put', 'put_page', 'put_page_testzero', 'page_ref_dec_and_test'];

it.each(['primitives', 'source'])('without a fault a count ends at start + gets - puts (%s)', async (kind) => {
  const semantics: Semantics = kind === 'primitives' ? builtin() : (await interpreted(nothing, [])).semantics;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.constantFrom(...GETS, ...PUTS)), (start, names) => {
      const memory = newMemory();
      semantics.run(memory, 'set_page_count', [0, start]);
      let held = start;
      for (const name of names) {
        if (held === 0) break;
        const { bugs, freed } = semantics.run(memory, name, [0]);
        held += GETS.includes(name) ? 1 : -1;
        expect(bugs).toEqual([]);
        expect(freed).toBe(held === 0 && /^(?:folio_put|put_page)$/.test(name));
      }
      expect(semantics.run(memory, 'page_ref_count', [0]).ret).toBe(held);
    }),
  );
});

it('an execution stops in front of each access, and its copy goes its own way', async () => {
  const { semantics } = await interpreted(nothing, [], '6.12');
  const memory = newMemory();
  semantics.run(memory, 'init_page_count', [0]);
  const put = semantics.start(memory, 'folio_put', [0]);
  expect(put.pending?.operation).toBe('atomic_read');
  put.step(memory);
  expect(put.pending).toMatchObject({ operation: 'atomic_dec_and_test', function: 'page_ref_dec_and_test' });
  const other = put.clone();
  const copy = cloneMemory(memory);
  expect(other.key()).toBe(put.key());
  put.step(memory);
  expect(put.outcome).toEqual({ ret: null, bugs: [], freed: true });
  expect(put.key()).not.toBe(other.key());
  semantics.run(copy, 'folio_get', [0]);
  other.step(copy);
  expect(other.outcome?.freed).toBe(false);
  expect(memoryKey(memory)).not.toBe(memoryKey(copy));
});
