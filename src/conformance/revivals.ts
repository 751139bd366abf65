import { bodyOf } from '../interpreter/index.js';
import type { KernelTree } from '../tree/index.js';
import type { Owner, Revival } from './sequence/index.js';

/**
 * Functions of 6.1 and 6.12 in which a page whose count is 0 gets its first reference by an ordinary increment, since
 * nobody else can have it: it was taken off the buddy, its last put was a test, or it is frozen for a split.
 */
const FUNCTIONS: readonly (readonly [file: string, name: string, owner: Owner])[] = [
  ['mm/memory-failure.c', 'page_handle_poison', 'off-buddy'],
  ['mm/memory-failure.c', 'me_huge_page', 'off-buddy'],
  ['mm/memory-failure.c', 'try_memory_failure_hugetlb', 'off-buddy'],
  ['mm/memory-failure.c', 'memory_failure', 'off-buddy'],
  ['drivers/virtio/virtio_mem.c', 'virtio_mem_fake_offline_cancel_offline', 'tested'],
  ['mm/huge_memory.c', '__split_huge_page', 'frozen'],
];

/** Where the tree still does that, and by which primitive. */
export async function revivalsIn(tree: KernelTree): Promise<readonly Revival[]> {
  const files = [...new Set(FUNCTIONS.map(([file]) => file))];
  await tree.prefetch(files);
  return FUNCTIONS.flatMap(([file, name, owner]) => {
    const lines = tree.read(file)?.split('\n') ?? [];
    return bodyOf(lines, name).flatMap((line) => {
      const call = /^\s*((?:page|folio)_ref_(?:inc|add))\(/.exec(lines[line]!)?.[1];
      return call === undefined ? [] : [{ file, line: line + 1, call, owner }];
    });
  });
}
